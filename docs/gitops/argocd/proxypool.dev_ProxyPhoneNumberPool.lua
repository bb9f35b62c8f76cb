-- What Argo CD makes of a resource of the group proxypool.dev; the same for each of its kinds.
local hs = {status = "Progressing", message = "not seen by the operator yet"}
if obj.status == nil or obj.status.conditions == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  return hs
end
local told = {}
for _, condition in ipairs(obj.status.conditions) do
  told[condition.type] = condition
end
local function is(type, status)
  return told[type] ~= nil and told[type].status == status
end
if told.Ready == nil then
  return hs
end
hs.message = told.Ready.message
if is("Stalled", "True") then
  hs.status = "Degraded"
elseif is("Ready", "True") then
  hs.status = "Healthy"
  -- Healthy all the same: drift that is reported and left, and an outage of Twilio.
  for _, type in ipairs({"RemoteVerified", "InSync"}) do
    if is(type, "False") then
      hs.message = told[type].message
    end
  end
elseif is("Suspended", "True") then
  hs.status = "Suspended"
end
return hs
