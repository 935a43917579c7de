/** A process that opens the warehouse of a folder, says so, and keeps it open: `hold-open.testing.ts ROOT`. */
import { openTestWarehouse } from './warehouse.testing.js'

await openTestWarehouse(process.argv[2])
console.log('open')
// The test holds the other end: when it is gone, however it went, so is this.
process.stdin.once('close', () => process.exit()).resume()
