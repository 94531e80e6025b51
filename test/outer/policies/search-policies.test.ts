import { describe, expect, it } from "vitest";
import { policyText, searchPolicies, searchPolicyOf } from "../../../outer/policies/search-policies.js";

const mixed = {
  selection: "efficient",
  evaluation: "paper",
  acceptance: "paper",
  final: "efficient",
} as const;

describe("the policy of an experiment", () => {
  it("is a named one, or is put together from parts of named ones", () => {
    expect(searchPolicyOf("paper")).toBe(searchPolicies.paper);
    const policy = searchPolicyOf(mixed);
    expect(policy.selectParent).toBe(searchPolicies.efficient.selectParent);
    expect(policy.nextWave).toBe(searchPolicies.paper.nextWave);
    expect(policy.judge).toBe(searchPolicies.paper.judge);
    expect(policy.nextFinalists).toBe(searchPolicies.efficient.nextFinalists);
  });

  it("is told in words", () => {
    expect(policyText("efficient")).toBe("efficient");
    expect(policyText(mixed)).toBe(
      "(selection efficient, evaluation paper, acceptance paper, final efficient)",
    );
  });
});
