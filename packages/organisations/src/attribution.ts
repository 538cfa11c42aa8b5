/**
 * The words the Open Government Licence asks for, to be shown wherever these facts are. They come from the Organisation
 * Data Service of NHS England (codes, names, regions, opening and closing dates, successions), the Office for National
 * Statistics (names of integrated care boards) and NHS England's sickness absence and staff survey publications (type
 * and staff of a trust). Abbreviations and tiles are our own.
 */
export const ATTRIBUTION = 'Contains public sector information licensed under the Open Government Licence v3.0'
