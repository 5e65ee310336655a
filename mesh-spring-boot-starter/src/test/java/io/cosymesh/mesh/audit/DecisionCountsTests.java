package io.cosymesh.mesh.audit;

import org.junit.jupiter.api.Test;

import io.cosymesh.mesh.policy.Decision;

import static org.assertj.core.api.Assertions.assertThat;

class DecisionCountsTests {

	private final DecisionCounts counts = new DecisionCounts();

	@Test
	void ruleCountsWhatItAllowedAndDenied() {
		this.counts.decided(Decided.allowed(Decided.BACKEND));
		this.counts.decided(Decided.allowed(Decided.BACKEND));
		this.counts.decided(Decided.wouldDeny("/v1/x"));
		assertThat(this.counts.allowedBy("synthesize")).isEqualTo(2);
		assertThat(this.counts.deniedBy("synthesize")).isZero();
		assertThat(this.counts.deniedBy("trial")).isEqualTo(1);
	}

	@Test
	void whatNoRuleHasIsCountedToo() {
		this.counts.decided(Decided.denied("/nowhere"));
		assertThat(this.counts.deniedBy(Decision.NONE)).isEqualTo(1);
	}

	@Test
	void ruleThatNeverDecidedHasCountedNothing() {
		assertThat(this.counts.allowedBy("callers")).isZero();
		assertThat(this.counts.deniedBy(Decision.NONE)).isZero();
	}

}
