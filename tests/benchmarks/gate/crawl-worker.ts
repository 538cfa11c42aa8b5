import { parentPort } from 'node:worker_threads'
import { type CrawlAttack, outcomeOf } from './crawl-attack.ts'

parentPort?.on('message', async (ask: CrawlAttack) => parentPort?.postMessage(await outcomeOf(ask)))
