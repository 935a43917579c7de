/**
 * Every error a person can meet: its HTTP status, what is said, and what to do about it. `docs/errors.md` is
 * compared with this list by a test; `{name}` is filled in where the error is thrown.
 */
export interface ErrorEntry {
  readonly status: number
  /** What was expected and what came. */
  readonly message: string
  /** What to do. */
  readonly remedy: string
}

export const errorCatalogue = {
  INTERNAL: {
    status: 500,
    message: 'something that cannot happen happened: {what}',
    remedy: 'This is a bug of Foretell: please report it with the command you ran.',
  },
  DURATION_INVALID: {
    status: 400,
    message: 'expected a length of time such as 30d, 12h, 4w or 90m, got "{text}"',
    remedy: 'Write a whole number above zero followed by m (minutes), h, d or w.',
  },
  CONFIG_NOT_FOUND: {
    status: 404,
    message: 'expected a configuration at {looked}, found none',
    remedy: 'Run `foretell init` to write one, go to the folder that has it, or name it with --config.',
  },
  CONFIG_AMBIGUOUS: {
    status: 400,
    message: 'expected one configuration, found {files}',
    remedy: 'Remove all but one, or name the one you mean with --config.',
  },
  CONFIG_SYNTAX: {
    status: 400,
    message: 'expected a configuration that can be read, got: {reason}',
    remedy: 'Correct the file at the line that is named.',
  },
  CONFIG_THREW: {
    status: 400,
    message: 'expected a configuration that runs, got {error}',
    remedy: 'Correct the configuration at the line that is named; it is run as a program from top to bottom.',
  },
  CONFIG_NO_EXPORT: {
    status: 400,
    message: 'expected `export default defineConfig({ ... })`, got {got}',
    remedy: 'Export the configuration as the default export of the file.',
  },
  CONFIG_INVALID: {
    status: 400,
    message: '{count} in the configuration{mistakes}',
    remedy: 'Correct what is listed; docs/configuration.md names every key, its default and its range.',
  },
  USAGE: {
    status: 400,
    message: '{problem}',
    remedy: 'Run `foretell {help}--help` to see what there is.',
  },
  USAGE_OPTION: {
    status: 400,
    message: '{flag} expects {expected}, got "{given}"',
    remedy: 'Give it such a value, or leave {flag} out for its default.',
  },
  SPLIT_OVERLAP: {
    status: 500,
    message: 'a training outcome is known only at {known}, after the anchor it is measured on ({anchor})',
    remedy: 'This is a bug of Foretell: the split must never allow it. Please report it.',
  },
  TARGET_UNKNOWN: {
    status: 404,
    message: 'expected the name of a column as target, got "{name}"; the nearest are {nearest}',
    remedy: 'Name a column of the file, or a condition on one such as "Recency > 90".',
  },
  TARGET_EMPTY: {
    status: 422,
    message: 'expected rows with a value in the target "{name}", but it is missing in all {rows} rows',
    remedy: 'Choose another target, or check that the file was read with the right delimiter.',
  },
  TARGET_SINGLE_CLASS: {
    status: 422,
    message: 'expected two outcomes in "{name}", but all {rows} rows have {value}',
    remedy:
      'Nothing can be learned where nothing differs: add rows with the other outcome or change the target.',
  },
  TARGET_MULTICLASS: {
    status: 422,
    message: 'expected a target of two outcomes or of amounts, but "{name}" takes {count} values: {values}',
    remedy: 'Ask for one of them with a condition, such as --target "{name} = {first}".',
  },
  TARGET_POSITIVE_UNKNOWN: {
    status: 400,
    message: 'expected one of {values} as the positive value of "{name}", got "{positive}"',
    remedy: 'Name one of the values that stand in the file.',
  },
  TOO_FEW_ROWS: {
    status: 422,
    message: 'expected at least {minimum} {what}, got {rows}',
    remedy: 'Collect more data before you train; a model of so few rows says nothing.',
  },
  NO_FEATURES: {
    status: 422,
    message: 'expected at least one column to learn from in {where}, but none is left: {reasons}',
    remedy: 'Exclude fewer columns, or give the file more of them.',
  },
  MODEL_MISSING: {
    status: 404,
    message: 'expected a trained model of "{name}", found none',
    remedy: 'Run `foretell train {name}` first.',
  },
  VERSION_UNKNOWN: {
    status: 404,
    message: 'expected a version of "{name}", got "{version}"; there are {versions}',
    remedy: 'Run `foretell evaluate {name}` to see the version that is in use.',
  },
  ARTIFACT_UNREADABLE: {
    status: 500,
    message: 'expected a model that this version of Foretell can read in {version}, got {got}',
    remedy: 'Train again, or use the version of Foretell that made the model.',
  },
  ENTITY_UNKNOWN: {
    status: 404,
    message: 'expected the id of a {entity} that has data, got "{id}"{nearest}',
    remedy: 'Give an id as it stands in the data; on the command line, --random chooses one.',
  },
  NOBODY_TO_SCORE: {
    status: 422,
    message: 'expected someone in the population of "{name}" at {anchor}, found nobody',
    remedy:
      'Check with `foretell check` that the data reaches up to now and that the population is not too narrow.',
  },
  LENGTHS_DIFFER: {
    status: 400,
    message: 'expected {expected} values, one for each row, but {what} hold {got}',
    remedy: 'Give as many values as there are rows, in the same order.',
  },
  COLUMN_MISSING: {
    status: 400,
    message: 'the model was fitted on the column "{column}" ({kind}), which is not there',
    remedy: 'Give a table with every column the model was fitted on; a value that is not known may be empty.',
  },
  COLUMN_KIND: {
    status: 400,
    message: 'the model was fitted on "{column}" as {expected}, but the table holds {got}',
    remedy: 'Give the column the kind it had in training, or train again on the new one.',
  },
  DATASET_INVALID: {
    status: 400,
    message: 'expected {expected}, got {got}',
    remedy: 'Correct the table, the target or the weights; nothing has been learned from them.',
  },
  PARAMETER_INVALID: {
    status: 400,
    message: 'the parameter {name} expects {expected}, got {got}',
    remedy: 'Leave it out for its default, or take a value of the allowed range (docs/ml/boosting.md).',
  },
  MODEL_UNREADABLE: {
    status: 400,
    message: 'expected a model as this version writes it, but {got}',
    remedy: 'Train again: the stored model is damaged or was written by another version.',
  },
  IMPORT_UNREADABLE: {
    status: 400,
    message: 'expected a model as {program} writes it, but {got}',
    remedy: 'Save it again with {program}; docs/ml/interchange.md says which models can be read.',
  },
  EXPORT_IMPOSSIBLE: {
    status: 422,
    message: '{format} cannot say {what}',
    remedy: 'Use another format, or a model without it; docs/ml/interchange.md says what each can say.',
  },
  FOLDS_INVALID: {
    status: 400,
    message: 'expected at least 2 folds and no more than the {available} {what}, got {folds}',
    remedy: 'Ask for fewer folds, or give more data.',
  },
  CONFIG_EXISTS: {
    status: 409,
    message: 'expected a folder without a configuration, but {folder} has {file}',
    remedy: 'Edit the one that is there, move it away, or give --force to overwrite a foretell.config.ts.',
  },
  SOURCE_UNKNOWN: {
    status: 404,
    message: 'expected the name of a source in the configuration, got "{name}"; the nearest are {nearest}',
    remedy: 'Use one of these names, or declare it under `sources`; `foretell check` lists what there is.',
  },
  PREDICTION_UNKNOWN: {
    status: 404,
    message:
      'expected the name of a prediction in the configuration, got "{name}"; the nearest are {nearest}',
    remedy:
      'Use one of these names, or declare it under `predictions`; `foretell check` lists what there is.',
  },
  PREDICTION_UNNAMED: {
    status: 400,
    message: 'several predictions could be meant: {names}',
    remedy: 'Name one as `prediction` in the body, or ask at POST /predict/{prediction}.',
  },
  TIME_COLUMN_UNREADABLE: {
    status: 422,
    message: 'expected moments in the column "{name}", but no times or numbers can be read from it',
    remedy: 'Name a column of times or numbers with --time, or leave it out to divide the rows at random.',
  },
  DATA_GATE_CLOSED: {
    status: 422,
    message: 'there is not enough to learn "{name}" from: {reason}',
    remedy: '{remedy}',
  },
  ADDRESS_IN_USE: {
    status: 409,
    message: 'expected to listen on {host} port {port}, but another program does',
    remedy: 'Stop that program, or listen on another port with --port or PORT; 0 takes any that is free.',
  },
  ADDRESS_FORBIDDEN: {
    status: 403,
    message: 'expected to listen on {host} port {port}, but the system does not allow it',
    remedy: 'Choose a port above 1023, or let the process listen on lower ones.',
  },
  ADDRESS_UNKNOWN: {
    status: 400,
    message: 'expected an address of this machine to listen on, got {host}',
    remedy: 'Use 127.0.0.1 for this machine alone, or 0.0.0.0 for every network it is in.',
  },
  OVERLOADED: {
    status: 503,
    message: 'more {what} wait than can be taken now',
    remedy: 'Send the same again after the time in Retry-After; nothing of it was taken.',
  },
  REQUEST_INVALID: {
    status: 400,
    message: '{where}: {problem}',
    remedy: 'Correct the request; /docs shows what the route takes.',
  },
  BODY_INVALID: {
    status: 400,
    message: 'expected a body that can be read: {reason}',
    remedy: 'Send one JSON document, plain or packed as Content-Encoding says.',
  },
  BODY_ENCODING: {
    status: 415,
    message: 'expected a body that is plain or packed as one of {known}, got "{encoding}"',
    remedy: 'Send it plain or packed as one of these.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    message: 'expected a body of at most {limit} bytes, unpacked',
    remedy: 'Send it in several requests.',
  },
  ROUTE_UNKNOWN: {
    status: 404,
    message: 'there is no {method} {path}',
    remedy: 'See /docs for the routes there are.',
  },
  FEATURES_INVALID: {
    status: 422,
    message: 'expected features of {name}{mistakes}',
    remedy: 'Leave out what is not known; GET /models/{name} lists the features with their kinds.',
  },
  JOB_UNKNOWN: {
    status: 404,
    message: 'there is no job "{id}"',
    remedy: 'Look at GET /jobs for those there are.',
  },
  JOB_NOT_DONE: {
    status: 409,
    message: 'the job "{id}" is {state} and has no results{progress}',
    remedy:
      'Ask GET /jobs/{id} until it is done; one that failed or was cancelled has to be asked for again.',
  },
  JOB_WITHOUT_ROWS: {
    status: 409,
    message: 'the job "{id}" is of the kind {kind}, which has no rows of results',
    remedy: 'What it came to stands in GET /jobs/{id}; a batch has rows.',
  },
  JOB_EXPIRED: {
    status: 410,
    message: 'the results of the job "{id}" were deleted at {at}',
    remedy: 'Ask for the batch again; server.resultHours says how long results are kept.',
  },
  JOB_LOST: {
    status: 500,
    message:
      'the {kind} was begun {attempts} times, and each time its process ended without a word; the last time {reason}',
    remedy: 'Look for too little memory, and at the log of the process; then ask for it again.',
  },
  WORKER_NEEDS_REDIS: {
    status: 400,
    message: 'a worker takes its jobs from a Redis, and none is configured',
    remedy: 'Set REDIS_URL (or server.redis) as for the server; without one the server does its jobs itself.',
  },
  KEY_MISSING: {
    status: 401,
    message: 'expected a key, and the request shows none',
    remedy: 'Send `Authorization: Bearer KEY`; `foretell keys create` makes one.',
  },
  KEY_WRONG: {
    status: 401,
    message: 'expected a key that is good, and this one is not',
    remedy:
      'Check that it was copied whole and has not been revoked; `foretell keys list` names those there are.',
  },
  KEY_SCOPE: {
    status: 403,
    message: 'expected a key of the scope {needed}, and this one has {held}',
    remedy: 'Use such a key or one of the scope admin; `foretell keys create --scope {needed}` makes one.',
  },
  KEY_UNKNOWN: {
    status: 404,
    message: 'there is no key "{id}" that is good',
    remedy: 'Look at `foretell keys list` for the ids there are.',
  },
  KEY_WEAK: {
    status: 400,
    message: 'expected a key of at least {least} letters in FORETELL_ADMIN_KEY, got {length}',
    remedy: 'Set it to one that nobody can guess, such as the output of `openssl rand -base64 32`.',
  },
  KEY_NEEDED: {
    status: 400,
    message: 'expected a key before others can reach the server ({why}), and there is none',
    remedy:
      'Make one with `foretell keys create --scope admin`, set FORETELL_ADMIN_KEY, or listen on 127.0.0.1.',
  },
  OPEN_ON_LOOPBACK: {
    status: 403,
    message: 'no key exists, so only programs on this machine are answered, and {what}',
    remedy: 'Make a key with `foretell keys create --scope admin`; whoever shows it is answered.',
  },
  RATE_LIMITED: {
    status: 429,
    message: 'expected fewer requests: the limit is {what}',
    remedy: 'Send the same again after the time in Retry-After; nothing of it was done.',
  },
  WEBHOOK_TARGET: {
    status: 422,
    message: 'expected the address of a server on the internet to call, got {url}: {reason}',
    remedy: 'Give an https address whose host has public addresses only.',
  },
  WEBHOOK_SECRET: {
    status: 422,
    message: 'expected a secret of webhooks: whsec_ and the base64 of 24 to 64 bytes',
    remedy:
      'Set FORETELL_WEBHOOK_SECRET to the output of `echo whsec_$(openssl rand -base64 32)`, and tell it the receiver.',
  },
  CANCELLED: {
    status: 499,
    message: '{what} was cancelled',
    remedy: 'Run it again; what had been finished is kept.',
  },
  WAREHOUSE_HELD: {
    status: 503,
    message: 'the warehouse in {directory} is held by {owner}',
    remedy: 'Wait until it has ended, or end it, and run the command again.',
  },
  WAREHOUSE_LOST: {
    status: 503,
    message: 'the warehouse ({warehouse}) went away: {reason}',
    remedy:
      'Run the command again: what was acknowledged is kept. If it goes on, see engine.log in the warehouse folder, or whether the server is up.',
  },
  WAREHOUSE_MEMORY: {
    status: 507,
    message: 'the warehouse ({warehouse}) ran out of the memory it may use: {reason}',
    remedy: 'Ask for less at once (fewer anchors, a shorter window), or use a machine with more memory.',
  },
  WAREHOUSE_DISK_FULL: {
    status: 507,
    message: 'the disk of the warehouse ({warehouse}) is full: {reason}',
    remedy: 'Free some space and run the command again: what was acknowledged is kept.',
  },
  WAREHOUSE_ACCESS: {
    status: 502,
    message: 'the warehouse ({warehouse}) refused access: {reason}',
    remedy: 'Check the user and the password in CLICKHOUSE_URL and what that user may do.',
  },
  WAREHOUSE_NEWER: {
    status: 500,
    message:
      'the warehouse ({warehouse}) was used by a newer version: it has the migration {migration}, which this version does not know',
    remedy: 'Update Foretell, or use another warehouse.',
  },
  MIGRATION_EDITED: {
    status: 500,
    message:
      'statement {statement} of the migration {name} was changed after it had been applied to {warehouse}',
    remedy: 'Undo the change, and put what it was for into a new migration.',
  },
  STATEMENT_REFUSED: {
    status: 500,
    message: 'the embedded engine does not run this statement: {reason}',
    remedy: 'docs/warehouse.md says what it runs and why.',
  },
  WAREHOUSE_START: {
    status: 503,
    message: 'the embedded engine of {directory} did not start: {reason}',
    remedy: 'See engine.log in that folder. If the folder is damaged, restore it from a backup.',
  },
  FILE_NOT_FOUND: {
    status: 404,
    message: 'expected a file at {path}, found none{hint}',
    remedy: 'Check the path; it is relative to the project, and * stands for any part of a name.',
  },
  FILE_EMPTY: {
    status: 400,
    message: 'expected column names and rows, but the file holds nothing that could be read',
    remedy: 'A CSV file starts with a line of column names; an NDJSON file has one JSON object a line.',
  },
  FILE_DAMAGED: {
    status: 400,
    message: 'expected a whole file, but it cannot be read to its end: {reason}',
    remedy: 'Fetch or write the file again; nothing of it was stored.',
  },
  FORMAT_NOT_HERE: {
    status: 400,
    message: '{format} files are read by the embedded warehouse only, and this project uses {where}',
    remedy: 'Convert the file to CSV or NDJSON, or load it into the server with its own tools.',
  },
  TOO_MANY_COLUMNS: {
    status: 400,
    message: 'expected at most {most} different keys, found at least {found}',
    remedy: 'Keys that are data (an id as a key) must become values: one object a line with the id in it.',
  },
  TIME_AMBIGUOUS: {
    status: 400,
    message: 'expected times that say what is first, but in "{column}" ({example}) {found}',
    remedy: "Set timeFormat: 'dayFirst' or 'monthFirst' for the source.",
  },
  FILE_MOSTLY_BAD: {
    status: 400,
    message: 'of {rows} rows {bad} cannot be used ({reasons}); nothing of the file was stored{examples}',
    remedy: 'Check the mapping of columns, timeFormat and delimiter of the source against the lines shown.',
  },
  COLUMN_NOT_FOUND: {
    status: 400,
    message: 'expected a column "{column}", nearest is "{nearest}"; the file has {columns}',
    remedy: 'Name the column as the header of the file does.',
  },
  COLUMN_NEEDED: {
    status: 400,
    message: 'expected a column for the {part} (usual names: {usual}); the file has {columns}',
    remedy: 'Name the column in the configuration at the key shown.',
  },
  PREDICTION_UNSUITED: {
    status: 422,
    message: 'expected a {expected} as {role}, got "{name}", which is {got}',
    remedy: 'Name another prediction, or leave the parameter out to take the one the configuration suggests.',
  },
  REGULATION_UNKNOWN: {
    status: 404,
    message: 'expected the id of a regulation, got "{id}"',
    remedy: 'GET /regulations, or `foretell regulations`, lists them.',
  },
  REGULATION_UNVERIFIED: {
    status: 409,
    message: 'rows of the people of {id} were removed {passes} times, and there are new ones again',
    remedy:
      'Stop what stores them (an import, a score run), or order SUPPRESS_WITH_DELETE, which refuses them, and order it again.',
  },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof errorCatalogue
