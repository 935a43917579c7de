/** A process that opens the warehouse of a folder, says so, and keeps it open: `hold-open.testing.ts ROOT`. */
import { openTestWarehouse } from './warehouse.testing.js'

await openTestWarehouse(process.argv[2])
console.log('open')
setInterval(() => undefined, 1_000)
