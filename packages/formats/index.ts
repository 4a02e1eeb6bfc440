/** One file per format: register and rows to bytes and back. Pure. */
export * from './archive.ts'
export * from './cells.ts'
export * from './csv.ts'
export * from './geojson.ts'
export * from './table.ts'
export * from './xlsx.ts'
export * from './xlsxRead.ts'
