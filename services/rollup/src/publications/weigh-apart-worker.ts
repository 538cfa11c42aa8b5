import { parentPort } from 'node:worker_threads'
import type { ApartAsk } from './weigh-apart.ts'
import { weighYears } from './weigh-years.ts'

parentPort?.once('message', async ({ year, limits, program }: ApartAsk) => {
  const [weighed] = await weighYears([year], { limits, program: new URL(program) })
  parentPort?.postMessage(weighed)
})
