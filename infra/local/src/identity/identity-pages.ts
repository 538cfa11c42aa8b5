import type { Persona } from '../personas.ts'

/** Text made safe for HTML, inside elements and inside quoted attributes. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** One card for each persona, grouped by organisation; each card is a form of its own, so that it works without JavaScript. */
export function choosePage(uid: string, personas: readonly Persona[]): string {
  const groups = grouped(personas)
  const sections = [...groups].map(([organisation, people], index) => section(uid, organisation, people, index))
  return page(
    'Choose who you are',
    `<h1>Choose who you are</h1>
<p class="lede">This is the development identity provider of OH Federation. Everyone here is made up and there are no passwords.</p>
${sections.join('\n')}`,
  )
}

function section(uid: string, organisation: string, people: readonly Persona[], index: number): string {
  const cards = people.map((persona) => card(uid, persona))
  return `<section aria-labelledby="group-${index}">
<h2 id="group-${index}">${escapeHtml(organisation)}</h2>
<ul class="cards">
${cards.join('\n')}
</ul>
</section>`
}

function card(uid: string, { id, name, role, whatFor }: Persona): string {
  return `<li class="card">
<form method="post" action="/choose/${escapeHtml(uid)}">
<input type="hidden" name="persona" value="${escapeHtml(id)}">
<h3>${escapeHtml(name)}</h3>
<p class="role">${escapeHtml(role)}</p>
<p>${escapeHtml(whatFor)}</p>
<button type="submit">Sign in as ${escapeHtml(name)}</button>
</form>
</li>`
}

const groupOf = ({ organisationName, organisation }: Persona): string => `${organisationName} (${organisation})`

function grouped(personas: readonly Persona[]): Map<string, Persona[]> {
  const groups = new Map<string, Persona[]>()
  for (const persona of personas) groups.set(groupOf(persona), [...(groups.get(groupOf(persona)) ?? []), persona])
  return groups
}

/** `form` is the provider's own hidden form, which the buttons belong to. */
export function signOutPage(form: string): string {
  return page(
    'Sign out',
    `<h1>Do you want to sign out?</h1>
<p class="lede">You are still signed in with the development identity provider.</p>
${form}
<p class="buttons">
<button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>
<button type="submit" form="op.logoutForm" class="secondary">Stay signed in</button>
</p>`,
  )
}

export function signedOutPage(): string {
  return page('You have signed out', '<h1>You have signed out</h1>\n<p class="lede">You can close this page.</p>')
}

export function errorPage(what: string): string {
  const sentence = what.charAt(0).toUpperCase() + what.slice(1)
  return page(
    'You cannot sign in this way',
    `<h1>You cannot sign in this way</h1>\n<p class="lede">${escapeHtml(sentence)}.</p>\n<p>Go back to OH Federation and start again.</p>`,
  )
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} - OH Federation development sign-in</title>
<link rel="stylesheet" href="/identity.css">
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<header><span>OH Federation</span> <span class="tag">Development sign-in</span></header>
<main id="main">
${body}
</main>
</body>
</html>
`
}
