// Types of the floor plan for TypeScript, which does not read JavaScript here.
export const floors: string[][];
export const serverRooms: string[];
export const wings: { path: string; mayImport: string[] }[];
export const owners: { packages: string[]; homes: string[] }[];
