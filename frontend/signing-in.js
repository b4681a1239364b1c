// Warns two minutes before somebody is signed out for doing nothing, with one button to stay. Without this script they
// are signed out all the same, and what they typed is given back when they sign in again.
const WARNED_BEFORE = 120

export function warn (form) {
  const wait = (seconds) => {
    form.hidden = true
    setTimeout(() => { form.hidden = false }, Math.max(0, seconds - WARNED_BEFORE) * 1000)
  }
  const said = form.querySelector('[role=alert]')
  wait(Number(form.dataset.seconds))
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form), redirect: 'manual' })
    if (answer.status === 204) return wait(Number(answer.headers.get('Caseflow-Seconds')))
    said.textContent = 'You were signed out. Send what you have typed all the same: it is given back when you have signed in.'
    form.querySelector('button').hidden = true
  })
}
