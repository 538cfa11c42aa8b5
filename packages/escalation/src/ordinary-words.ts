/**
 * Words of a clinical note that are also people's names. Such a word alone does not stop an escalation ("long absence" of
 * Mrs Long), unless it reads as a name where it stands. Two letters or fewer are always ordinary.
 */
const WORDS = `
  able all amber angel april art ash august back baker ball band bank banks barber bath bean beard best bill bird bishop black
  bond bone book booth bow brain bridge brook brooks brown bush butcher butler cage care carer carpenter carter case cash
  chance chase christian church clay cliff close cloud coat coffee cold cook cope crystal cross dale daisy dawn day dean
  deer den der dos drew driver drum duke early east eden england english field finch fish fisher flood flower foot ford forest
  fox frank french frost gale game gardener gene ginger glass gold good grace grant grass gray green grey grove guy hall hand
  hands hard hardy harm head heart heath heather heavy herb hill hills holiday holly home hood hook hope house hunt hurt iris
  ivy jack jade jay jewel joy june just keen kent key kidney kind king knight lake lamb lane large law lily little london
  long love low major man mark marks marsh mason max may mercy mill mills miles minor moody moon moss mould needle noble
  norm north nurse olive page pain parish park parks pat peace pearl pepper pink place plant pool poor pope
  poppy porter power powers pray price pride prior queen quick rain ramp ray read rest rice rich ring river rivers rob rock
  rose rough royal ruby rush rust sage salt sand sands savage school sea shade sharp short silver singer skin sky small smart
  snow song south spark speed spring star steel stone storm street strong sue summer summers sun swift tan temple thorn
  tree trip true van victoria violet von walker wall war ward waters way weaver wells west wheeler white wild will winter wise
  wolf wood woods work worker worth wren yard young
`
const ordinary: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/))

/** True for a name that is as likely an ordinary word, whatever its capitals. */
export function isOrdinaryWord(name: string): boolean {
  return name.length <= 2 || ordinary.has(name.toLowerCase())
}
