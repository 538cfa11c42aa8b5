/**
 * What the page says before it locks and while it is locked. Empty until the script needs it: without JavaScript the
 * server locks at the next request, and the words are on that page.
 */
export function Lock({ afterSeconds }: { readonly afterSeconds: number }) {
  return (
    <div class="oh-lock" data-oh-lock={afterSeconds}>
      <div role="status" data-oh-lock-message></div>
      <template data-oh-lock-warning>
        <div class="nhsuk-width-container">
          <div class="oh-lock__warning">
            <p class="nhsuk-u-margin-bottom-0">This page locks in 2 minutes because nothing has happened on it.</p>
            <button class="nhsuk-button nhsuk-button--small nhsuk-button--secondary" type="button" data-oh-stay>
              Stay signed in
            </button>
          </div>
        </div>
      </template>
      <template data-oh-locked>
        <div class="nhsuk-width-container nhsuk-main-wrapper">
          <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
              <h1 class="nhsuk-heading-l">This page is locked</h1>
              <p>Nothing has happened here for 15 minutes. What you have typed is still on this page.</p>
              <p>Sign in again in a new tab, then come back to this one.</p>
              <a class="nhsuk-button" href="/sign-in?to=%2Fsigned-in-again" target="_blank" rel="noopener opener">
                Sign in again (opens in a new tab)
              </a>
            </div>
          </div>
        </div>
      </template>
    </div>
  )
}
