-- One single-query POST /match/default after another, the names taken from the file in QUERIES.
local bodies = {}
for name in io.lines(os.getenv("QUERIES")) do
  bodies[#bodies + 1] = name
end

local headers = { ["Content-Type"] = "application/json" }
local at = 0

function init(args)
  math.randomseed(1)
  at = math.random(#bodies)
end

function request()
  at = at % #bodies + 1
  return wrk.format("POST", "/match/default", headers, bodies[at])
end

local wrong = 0
function response(status)
  if status ~= 200 then wrong = wrong + 1 end
end

function done(summary, latency)
  io.write(string.format(
    "RESULT %d %.6f %.3f %.3f %.3f %d\n",
    summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
