import { type Ics, type IcsRow, icsFrom } from '../ics.ts'

const rows: readonly IcsRow[] = [
  ['QOQ', 'Humber and North Yorkshire', 'HNY', 'Y63', 5, 1],
  ['QHM', 'North East and North Cumbria', 'NENC', 'Y63', 4, 0],
  ['QF7', 'South Yorkshire', 'SY', 'Y63', 4, 2],
  ['QWO', 'West Yorkshire', 'WY', 'Y63', 4, 1],
  ['QYG', 'Cheshire and Merseyside', 'CM', 'Y62', 2, 2],
  ['QOP', 'Greater Manchester', 'GM', 'Y62', 3, 2],
  ['QE1', 'Lancashire and South Cumbria', 'LSC', 'Y62', 3, 1],
  ['QHL', 'Birmingham and Solihull', 'BSOL', 'Y60', 3, 4],
  ['QUA', 'Black Country', 'BC', 'Y60', 2, 4],
  ['QWU', 'Coventry and Warwickshire', 'CW', 'Y60', 3, 5],
  ['QJ2', 'Derby and Derbyshire', 'DD', 'Y60', 4, 3],
  ['QGH', 'Herefordshire and Worcestershire', 'HW', 'Y60', 2, 5],
  ['QK1', 'Leicester, Leicestershire and Rutland', 'LLR', 'Y60', 4, 4],
  ['QJM', 'Lincolnshire', 'LIN', 'Y60', 6, 3],
  ['QPM', 'Northamptonshire', 'NHT', 'Y60', 4, 5],
  ['QT1', 'Nottingham and Nottinghamshire', 'NN', 'Y60', 5, 3],
  ['QOC', 'Shropshire, Telford and Wrekin', 'STW', 'Y60', 2, 3],
  ['QNC', 'Staffordshire and Stoke-on-Trent', 'SSOT', 'Y60', 3, 3],
  ['S1Y5D', 'Central East', 'CE', 'Y61', 5, 5],
  ['D7T5G', 'Essex', 'ESS', 'Y61', 6, 5],
  ['T6Y0W', 'Norfolk and Suffolk', 'N&S', 'Y61', 5, 4],
  ['QMF', 'North East London', 'NEL', 'Y56', 5, 6],
  ['QKK', 'South East London', 'SEL', 'Y56', 5, 7],
  ['QWE', 'South West London', 'SWL', 'Y56', 4, 7],
  ['Z9B2Z', 'West and North London', 'WNL', 'Y56', 4, 6],
  ['QRL', 'Hampshire and Isle of Wight', 'HIOW', 'Y59', 3, 7],
  ['QKS', 'Kent and Medway', 'KM', 'Y59', 5, 8],
  ['S9B9J', 'Surrey and Sussex', 'SSX', 'Y59', 4, 8],
  ['S0E4D', 'Thames Valley', 'TV', 'Y59', 3, 6],
  ['QOX', 'Bath and North East Somerset, Swindon and Wiltshire', 'BSW', 'Y58', 2, 7],
  ['QUY', 'Bristol, North Somerset and South Gloucestershire', 'BNSSG', 'Y58', 1, 7],
  ['QT6', 'Cornwall and the Isles of Scilly', 'CIOS', 'Y58', 0, 9],
  ['QJK', 'Devon', 'DEV', 'Y58', 1, 9],
  ['QVV', 'Dorset', 'DOR', 'Y58', 2, 8],
  ['QR1', 'Gloucestershire', 'GLO', 'Y58', 2, 6],
  ['QSL', 'Somerset', 'SOM', 'Y58', 1, 8],
]

/**
 * Edition 2026: the 36 ICSs since 1 April 2026, in region order, then by name. A tile stays where edition 2022 has it
 * unless that would leave a hole in the map. Each row: code, name, abbreviation, region, column and row of the tile.
 */
export const ICS_OF_2026: readonly Ics[] = rows.map(icsFrom)
