"""What whoever looks after the machine is told while it runs: lines of a log, and figures. Never of whom, nor what."""
