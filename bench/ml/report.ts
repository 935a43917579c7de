import type { Comparison, Goal, Spread } from './figures.js'

/** Comparisons as Markdown tables, one a section. */
export function reportTables(figures: readonly Comparison[]): string {
  const sections = [...new Set(figures.map(({ section }) => section))]
  return sections.map((section) => sectionTable(section, figures)).join('\n\n')
}

/** A comparison in one line, for those who wait. */
export function reportLine(figure: Comparison): string {
  const { section, about, measure, ours, peers, unit } = figure
  const sides = Object.entries({ ours, ...peers }).map(([name, each]) => `${name} ${withUnit(each, unit)}`)
  return `${section}: ${Object.values(about).map(shown).join(', ')}: ${measure}: ${sides.join(', ')}`
}

function sectionTable(section: string, all: readonly Comparison[]): string {
  const figures = all.filter((figure) => figure.section === section)
  const abouts = [...new Set(figures.flatMap(({ about }) => Object.keys(about)))]
  const peers = [...new Set(figures.flatMap(({ peers }) => Object.keys(peers)))]
  const head = [...abouts, 'measure', 'ours', ...peers, 'ours / peer', 'asked', 'met']
  const rows = figures.map((figure) => [
    ...abouts.map((about) => shown(figure.about[about])),
    figure.measure,
    withUnit(figure.ours, figure.unit),
    ...peers.map((peer) => withUnit(figure.peers[peer], figure.unit)),
    relation(figure),
    figure.goal === undefined ? '' : asked(figure.goal, figure.unit),
    figure.met === undefined ? '' : figure.met ? 'yes' : 'no',
  ])
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  return [`## ${section}`, '', ...lines].join('\n')
}

function shown(value: string | number | undefined): string {
  return typeof value === 'number' ? value.toLocaleString('en-US') : (value ?? '')
}

function withUnit(spread: Spread | undefined, unit: string): string {
  return spread === undefined ? '' : `${digits(spread.median)} ${unit}`.trim()
}

/** A difference where a ratio would say nothing, as of two areas under a curve. */
function relation({ goal, ratio, difference }: Comparison): string {
  if (ratio === undefined || difference === undefined) return ''
  return goal?.of === 'difference' ? `${difference < 0 ? '' : '+'}${difference.toFixed(4)}` : digits(ratio)
}

function asked(goal: Goal, unit: string): string {
  const bound = 'atMost' in goal ? `<= ${goal.atMost}` : `>= ${goal.atLeast}`
  return goal.of === 'ours' ? `ours ${bound} ${unit}`.trim() : bound
}

/** Three digits that count, or four behind the point of numbers below 1. */
function digits(value: number): string {
  if (value !== 0 && Math.abs(value) < 1e-3) return value.toExponential(1)
  if (Math.abs(value) < 1) return value.toFixed(4)
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3)
}
