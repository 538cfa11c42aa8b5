import { SummaryList } from '../layout/lists.view.tsx'
import type { ServiceFacts } from './journey-facts.ts'

/** Whom to turn to at once, any time. NHS advice on urgent help for mental health. */
export function HelpNumbers({ service }: { readonly service: ServiceFacts | undefined }) {
  return (
    <SummaryList
      rows={[
        { key: 'Life in danger', value: 'Call 999 or go to A&E now' },
        { key: 'Mental health crisis', value: 'Call 111 and select the mental health option, any time' },
        { key: 'Someone to talk to', value: 'Call Samaritans on 116 123, any time, or text SHOUT to 85258' },
        ...(service === undefined
          ? []
          : [
              {
                key: 'Occupational health',
                value: (
                  <>
                    {service.telephone}
                    <br />
                    <span class="oh-quiet">{service.openingHours}</span>
                  </>
                ),
              },
            ]),
      ]}
    />
  )
}
