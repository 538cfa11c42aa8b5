/** What a form carries along unseen: one input for each value. */
export function HiddenFields({ fields }: { readonly fields: Readonly<Record<string, string | number | readonly string[]>> }) {
  const values = Object.entries(fields).flatMap(([name, value]) =>
    (typeof value === 'object' ? value : [String(value)]).map((each) => ({ name, value: each })),
  )
  return (
    <>
      {values.map(({ name, value }) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  )
}
