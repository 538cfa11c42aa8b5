import type { PageRoute } from '../page.ts'
import { openAmending, sendAmending } from './amend-note.page.ts'
import { openBooking, sendBooking } from './book-appointment.page.ts'
import { openCancelling, sendCancelling } from './cancel-appointment.page.ts'
import { showCase } from './case.page.ts'
import { openClosing, sendClosing } from './close-case.page.ts'
import { findCase, openFinding } from './find-case.page.ts'
import { finishTask } from './finish-task.page.ts'
import { openAttendance, sendAttendance } from './record-attendance.page.ts'
import { openReportReady, sendReportReady } from './record-report-ready.page.ts'
import { openStaffGroup, sendStaffGroup } from './set-staff-group.page.ts'
import { showWorklist } from './worklist.page.ts'
import { openNote, sendNote } from './write-note.page.ts'

/** The pages on which a service works its cases. */
export const casePages: readonly PageRoute[] = [
  showWorklist,
  openFinding,
  findCase,
  showCase,
  openBooking,
  sendBooking,
  openCancelling,
  sendCancelling,
  openAttendance,
  sendAttendance,
  openReportReady,
  sendReportReady,
  finishTask,
  openNote,
  sendNote,
  openAmending,
  sendAmending,
  openStaffGroup,
  sendStaffGroup,
  openClosing,
  sendClosing,
]
