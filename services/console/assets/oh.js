// Progressive enhancement only: every page works without this file.
import { initAll } from './nhsuk-frontend.js'

document.body.classList.add('js-enabled', 'nhsuk-frontend-supported')
initAll()

const again = new BroadcastChannel('oh-sign-in')
if (document.querySelector('[data-oh-signed-in-again]')) again.postMessage('again')

const lock = document.querySelector('[data-oh-lock]')
if (lock) watchActivity(lock, Number(lock.dataset.ohLock) * 1000)

// Typing counts as activity, so a long note does not lock; an unattended screen does, and hides what is on it.
function watchActivity(lock, lockAfter) {
  const warnAfter = lockAfter - 120_000
  const message = lock.querySelector('[data-oh-lock-message]')
  const content = document.querySelector('[data-oh-content]')
  const show = (name) => message.replaceChildren(lock.querySelector(`template[${name}]`).content.cloneNode(true))
  let lastActive = Date.now()
  let lastTold = Date.now()
  let state = 'open'
  const title = document.title

  const tellServer = async () => {
    lastTold = Date.now()
    const body = new URLSearchParams({ 'form-token': document.querySelector('[name=form-token]').value })
    return (await fetch('/still-here', { method: 'POST', body, redirect: 'error' })).status
  }
  const open = () => {
    state = 'open'
    lastActive = Date.now()
    message.replaceChildren()
    content.hidden = false
    document.title = title
  }
  const active = () => {
    if (state !== 'open') return
    lastActive = Date.now()
    if (lastActive - lastTold > 60_000) tellServer().catch(() => undefined)
  }
  const look = () => {
    const idle = Date.now() - lastActive
    if (state !== 'locked' && idle >= lockAfter) {
      state = 'locked'
      content.hidden = true
      // a title may hold a name, and stands in the tab
      document.title = 'Page locked'
      show('data-oh-locked')
      scrollTo(0, 0)
    } else if (state === 'open' && idle >= warnAfter) {
      state = 'warned'
      show('data-oh-lock-warning')
    }
  }

  for (const event of ['input', 'keydown', 'pointerdown']) addEventListener(event, active, { passive: true })
  addEventListener('visibilitychange', look)
  setInterval(look, 5_000)
  message.addEventListener('click', async (event) => {
    if (!event.target.closest('[data-oh-stay]')) return
    const status = await tellServer().catch(() => 0)
    if (status === 204) open()
    else location.reload()
  })
  // Somebody signed in again in another tab. Only the same person's page opens; for anybody else it goes away.
  again.addEventListener('message', async () => {
    if (state !== 'locked') return
    const status = await tellServer().catch(() => 0)
    if (status === 204) open()
    else if (status === 401 || status === 403) location.replace('/')
  })
}

for (const form of document.querySelectorAll('form[data-oh-draft]')) keepDraft(form)

// What is typed is kept at the server every ten seconds, by the same button a reader without JavaScript presses.
function keepDraft(form) {
  const told = form.querySelector('[data-oh-kept]')
  const read = () => new URLSearchParams([...new FormData(form)].filter(([name]) => name !== 'form-token')).toString()
  let kept = read()
  let sending = new AbortController()
  const tell = (words) => {
    told.hidden = false
    told.textContent = words
  }
  const keep = async () => {
    const now = read()
    if (now === kept) return
    const body = new URLSearchParams(now)
    body.set('form-token', form.querySelector('[name=form-token]').value)
    body.set('go', form.dataset.ohDraft)
    sending = new AbortController()
    const { status } = await fetch(form.action, { method: 'POST', body, redirect: 'error', signal: sending.signal })
    if (status !== 204) throw new Error('not kept')
    kept = now
    tell(`Draft kept at ${new Date().toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit' })}. Only you can see it.`)
  }
  const timer = setInterval(
    () => keep().catch(() => tell('The draft could not be kept just now. What you typed is still on this page.')),
    10_000,
  )
  form.addEventListener('submit', () => {
    clearInterval(timer)
    sending.abort()
  })
}

const late = document.querySelector('[data-oh-late]')
if (late) announceLateAnswers(late)

// One stream of ids, for a minute at most. It says who has answered; the figures come when the reader asks for them.
function announceLateAnswers(box) {
  const words = (name) => document.querySelector(`template[${name}]`).content.cloneNode(true)
  const awaited = new URL(box.dataset.ohLate, location.href).searchParams.get('wait').split(',')
  const answered = new Set()
  let stream
  const tell = (rest) => {
    const those = [...answered].map((code) => words(`data-oh-answered="${CSS.escape(code)}"`))
    box.replaceChildren(...those, ...(answered.size < awaited.length ? [words(rest)] : []))
  }
  const close = () => stream.close()
  const open = () => {
    stream = new EventSource(box.dataset.ohLate)
    tell('data-oh-waiting')
    stream.addEventListener('answered', ({ data }) => {
      if (!awaited.includes(data)) return
      answered.add(data)
      tell('data-oh-waiting')
      if (answered.size === awaited.length) close()
    })
    // left alone it would be opened anew by itself, over and over
    for (const end of ['over', 'error'])
      stream.addEventListener(end, () => {
        close()
        tell('data-oh-not-answered')
      })
  }
  addEventListener('pagehide', close)
  addEventListener('pageshow', ({ persisted }) => persisted && answered.size < awaited.length && open())
  open()
}

const answer = document.querySelector('[data-oh-again]')
if (answer) lookAgain(answer, Number(answer.dataset.ohAgain) * 1000)

// What is still being computed is looked for again, for five minutes at most, and takes its place on the page when it is there.
function lookAgain(box, every) {
  const until = Date.now() + 300_000
  const look = async () => {
    const response = document.hidden ? undefined : await fetch(location.href, { redirect: 'error' }).catch(() => undefined)
    const text = response?.ok ? await response.text() : ''
    const found = new DOMParser().parseFromString(text, 'text/html').getElementById(box.id)
    if (found && !found.dataset.ohAgain) box.replaceChildren(...found.childNodes)
    else if (Date.now() < until) setTimeout(look, every)
  }
  setTimeout(look, every)
}
