/** ODS code of an NHS England region. */
export type RegionCode = 'Y56' | 'Y58' | 'Y59' | 'Y60' | 'Y61' | 'Y62' | 'Y63'

export interface Region {
  readonly code: RegionCode
  readonly name: string
}

/** The seven NHS England regions in region order: from north to south, as every list by region shows them. */
export const REGIONS: readonly Region[] = [
  { code: 'Y63', name: 'North East and Yorkshire' },
  { code: 'Y62', name: 'North West' },
  { code: 'Y60', name: 'Midlands' },
  { code: 'Y61', name: 'East of England' },
  { code: 'Y56', name: 'London' },
  { code: 'Y59', name: 'South East' },
  { code: 'Y58', name: 'South West' },
]
