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

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0))
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }))

const whole = (one, response) => JSON.stringify({ id: one.id, rawId: text(one.rawId), type: one.type, response })

async function made (options) {
  const user = { ...options.user, id: bytes(options.user.id) }
  const excludeCredentials = named(options.excludeCredentials)
  const publicKey = { ...options, user, excludeCredentials, challenge: bytes(options.challenge) }
  const one = await navigator.credentials.create({ publicKey })
  const { clientDataJSON, attestationObject } = one.response
  return whole(one, { clientDataJSON: text(clientDataJSON), attestationObject: text(attestationObject) })
}

async function shown (options) {
  const allowCredentials = named(options.allowCredentials)
  const publicKey = { ...options, allowCredentials, challenge: bytes(options.challenge) }
  const one = await navigator.credentials.get({ publicKey })
  const { clientDataJSON, authenticatorData, signature, userHandle } = one.response
  return whole(one, {
    clientDataJSON: text(clientDataJSON),
    authenticatorData: text(authenticatorData),
    signature: text(signature),
    userHandle: userHandle ? text(userHandle) : undefined
  })
}

// A form whose button asks the browser for a passkey, and sends what it says. Where there is no script, or no passkey,
// the page says so and offers the other way.
export function passkey (form) {
  const button = form.querySelector('button')
  const trouble = form.querySelector('[role=alert]')
  if (!window.PublicKeyCredential) return
  form.hidden = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    button.disabled = true
    trouble.hidden = true
    try {
      const options = JSON.parse(form.dataset.options)
      form.elements.answer.value = await (form.dataset.do === 'make' ? made(options) : shown(options))
      form.submit()
    } catch {
      trouble.hidden = false
      button.disabled = false
    }
  })
}
