/** What `--help` prints. */
export const help = `clerk-local: Clerk's Frontend API, Backend API and webhooks on this machine

  npm run clerk-local -- [options]

Where
  --port N               port on loopback, 0 for any free one (default 4010)
  --info FILE            write URLs, keys and people to FILE once it listens
  --state FILE           keep the state in FILE over restarts
  --log                  print a line for every call

What it starts with
  --seed NAME|FILE       demo (default), empty, or a JSON or YAML file (clerk-local/seed/seed.schema.json)
  --generate OxM         O organizations of M members each besides, for load tests, such as 1000x50
  --random-seed N        makes ids, codes and faults the same at every start

Webhooks
  --webhook-url URL      send webhooks there; may be given more than once
  --webhook-secret KEY   signs for the URL before it (whsec_…); the instance's own when not given
  --webhook-types A,B    event types for the URL before it; all when not given
  --speed N              divides the waits between attempts: 1000 turns 5 s into 5 ms

Settings, as Clerk's dashboard has them
  --settings FILE        all of them, JSON or YAML
  --membership MODE      required (default) or optional: may a person be without an organization
  --max-members N        seats where the plan sets none, 0 without limit (default 5)
  --no-slugs             nobody gives an organization a slug; each gets one made up
  --no-domains           no verified domains
  --no-billing           no plans for organizations
  --no-api-keys          no API keys for organizations
  --live                 a production instance: pk_live_ keys, no dev browser
  --rate-limits KIND     refuse calls above Clerk's limits: development or production (default off)

  --help                 print this
`
