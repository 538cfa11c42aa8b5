import { connect } from '@oh/postgres'

export const open = connect
