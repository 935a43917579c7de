import { lookup as systemLookup } from 'node:dns/promises'
import { BlockList, isIP, isIPv4 } from 'node:net'

import { ForetellError } from '../shared/errors.js'

/** Where a call goes: the address that was checked, so that no other name lookup can lead elsewhere. */
export interface OutgoingTarget {
  readonly url: URL
  readonly address: string
  readonly family: 4 | 6
}

export interface TargetRules {
  /** Whether an address may be called. Default: addresses of the public internet. */
  readonly permits?: (address: string) => boolean
  /** Whether plain HTTP may be used. Default false. */
  readonly http?: boolean
  /** Addresses of a host. Default: the system's. */
  readonly lookup?: (host: string) => Promise<readonly string[]>
}

/** Milliseconds that finding a host's addresses may take. */
const lookupPatience = 5000

/**
 * Checks an address that somebody else chose before this machine calls it, since from here more can be reached than
 * from where they are: the machine's own services, the network behind it, the metadata service of a cloud. A name
 * with one private address among public ones is refused as a whole.
 *
 * Other spellings (`http://2130706433`, `http://0x7f.1`) are no way around it: they are read as a browser reads them,
 * and what is checked is what is connected to.
 * @throws ForetellError `WEBHOOK_TARGET`
 */
export async function checkTarget(address: string, rules: TargetRules = {}): Promise<OutgoingTarget> {
  const { permits = isPublicAddress, http = false, lookup = systemAddresses } = rules
  if (!URL.canParse(address)) throw refused(address, 'it is no address')
  const url = new URL(address)
  if (url.protocol !== 'https:' && !(http && url.protocol === 'http:')) {
    throw refused(address, `expected ${http ? 'https or http' : 'https'}`)
  }
  if (url.username !== '' || url.password !== '') throw refused(address, 'it holds a user or a password')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const found = isIP(host) === 0 ? await addressesOf(host, address, lookup) : [host]
  if (!found.every(permits)) throw refused(address, 'it leads into a private network')
  return { url, address: found[0], family: isIPv4(found[0]) ? 4 : 6 }
}

/** Not of this machine, a private network, a link, a group, documentation, or an address in another's clothes. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !reservedIPv4.check(address, 'ipv4')
    case 6:
      return globalIPv6.check(address, 'ipv6') && !reservedIPv6.check(address, 'ipv6')
    default:
      return false
  }
}

/** The special-purpose registry of IANA (RFC 6890 and its updates), and groups. */
const reservedIPv4 = subnets('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
])

/** Everything public is in here; mapped IPv4, NAT64, unique local, link and group addresses are not. */
const globalIPv6 = subnets('ipv6', ['2000::/3'])

/** Within it: protocols' own (Teredo among them), documentation, and 6to4, which leads to any IPv4 address. */
const reservedIPv6 = subnets('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'])

function subnets(family: 'ipv4' | 'ipv6', ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [net, length] = range.split('/')
    list.addSubnet(net, Number(length), family)
  }
  return list
}

async function systemAddresses(host: string): Promise<readonly string[]> {
  const found = await systemLookup(host, { all: true, verbatim: true })
  return found.map(({ address }) => address)
}

async function addressesOf(
  host: string,
  address: string,
  lookup: (host: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the lookup took too long')), lookupPatience)
  })
  try {
    const found = await Promise.race([lookup(host), late])
    if (found.length > 0) return found
    throw new Error('there is none')
  } catch (error) {
    throw refused(address, 'its host has no address that can be found', error)
  } finally {
    clearTimeout(timer)
  }
}

/** What is told of the address is its origin: the path may hold a secret. */
function refused(address: string, reason: string, cause?: unknown): ForetellError {
  const told = URL.canParse(address) ? new URL(address).host : 'something else'
  return new ForetellError('WEBHOOK_TARGET', { values: { url: told, reason }, cause })
}
