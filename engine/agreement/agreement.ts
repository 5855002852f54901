import type { AgreementCheck } from './finding.ts'
import { records } from './records.ts'
import { storedFiles } from './stored-files.ts'
import { withoutRecord } from './without-record.ts'
import { work } from './work.ts'

/** Everything that follows from records, compared with them: what `guanxi doctor --deep` runs. */
export const agreementChecks: readonly AgreementCheck[] = [records, withoutRecord, work, storedFiles]
