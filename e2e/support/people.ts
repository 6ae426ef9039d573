// The people of the browser tests.
export const people = {
  admin: { email: 'admin@e2e.test', password: 'the admin of the tests' },
  editor: { email: 'editor@e2e.test', password: 'the editor of the tests' },
};
