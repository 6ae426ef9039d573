// What `cutroom --help` says.

export const help = `cutroom upload <files and folders> [options]

Uploads files to Cutroom, straight into its store: in parallel, with checksums, trying again
what breaks. Folders are walked. What the studio does not take is left out, and why is said.

  --as <kind>      what the files are for (default: library)
                     library        pictures, videos and sounds for the library
                     image, audio   only these, for the library
                     photo          each picture becomes a photo
                     video, film    each file becomes a video, or a film that is not published
                     media.video …  a purpose of the API: the file alone
  --server <url>   where Cutroom is; or CUTROOM_URL (default: http://127.0.0.1:3000)
  --token <token>  from Settings → API tokens, with the scope "write"; or CUTROOM_TOKEN,
                   which keeps it out of the list of processes
  --wait           stay until every file is processed; what cannot be processed has failed
  --json           one JSON object a line on standard output, for programs
  --help           this text

Ctrl-C stops. The same command again goes on where it stopped: parts that are stored are not
sent again, and files that are in already are not doubled.

Ends with 0 when every file is in, 1 when some failed or there was none to upload, 2 when
nothing was tried (usage, a missing path, a server or a token that does not work), 130 when
it was interrupted. What was left out does not count as failed.
`;
