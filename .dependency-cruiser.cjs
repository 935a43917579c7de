/** The direction of the house: shared <- ml <- the flow, in its order <- shells. See docs/decisions/0002-layers.md. */
const flow = [
  'sources',
  'events',
  'features',
  'labels',
  'predictions',
  'explanations',
  'forecasts',
  'anomalies',
  'journeys',
  'segments',
  'actions',
  'experiments',
  'monitors',
]
const shells = ['api', 'jobs', 'cli']
const any = (folders) => `^src/(${folders.join('|')})/`

/** A flow folder may import what lies before it, never what lies after. */
const flowOrder = flow.slice(0, -1).map((folder, index) => ({
  name: `${folder}-imports-only-what-lies-before`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: any(flow.slice(index + 1)) },
}))

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot:
          '(\\.d\\.ts|\\.test\\.ts|\\.test-d\\.ts|\\.testing\\.ts)$|^src/(index|ml/index|client/index|api/index|cli/main)\\.ts$|host/main\\.ts$|^src/ml/kernels/generated/',
      },
      to: {},
    },
    {
      name: 'shared-imports-nothing',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { path: '^src/(?!shared/)' },
    },
    {
      name: 'ml-imports-only-shared',
      severity: 'error',
      from: { path: '^src/ml/', pathNot: '\\.(test|testing)\\.ts$' },
      to: { path: '^src/(?!ml/|shared/)' },
    },
    {
      name: 'ml-has-no-io',
      severity: 'error',
      from: { path: '^src/ml/', pathNot: '\\.(test|testing)\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'client-imports-nothing',
      severity: 'error',
      from: { path: '^src/client/', pathNot: '\\.(test|testing)\\.ts$' },
      to: { pathNot: '^src/client/' },
    },
    {
      name: 'config-cache-and-warehouse-import-only-shared',
      severity: 'error',
      from: { path: '^src/(config|cache|warehouse)/', pathNot: '\\.(test|testing)\\.ts$' },
      to: { path: any([...flow, ...shells, 'ml']) },
    },
    {
      name: 'the-flow-knows-no-shell',
      severity: 'error',
      from: { path: any(flow), pathNot: '\\.(test|testing)\\.ts$' },
      to: { path: any(shells) },
    },
    ...flowOrder,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/ml/kernels/assembly/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}
