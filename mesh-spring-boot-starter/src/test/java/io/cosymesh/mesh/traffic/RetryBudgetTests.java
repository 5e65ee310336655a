package io.cosymesh.mesh.traffic;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetryBudgetTests {

	private static final Duration TTL = Duration.ofSeconds(10);

	private final VirtualTime clock = new VirtualTime();

	@Test
	void fifthOfTheCallsMayBeTriedAgain() {
		RetryBudget budget = budget(0.2, 0);
		deposit(budget, 1000);
		assertThat(withdrawAll(budget)).isBetween(199, 200);
	}

	@Test
	void floorIsThereWithoutAnyCalls() {
		RetryBudget budget = budget(0.2, 10);
		assertThat(withdrawAll(budget)).isEqualTo(10);
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(withdrawAll(budget)).isEqualTo(10);
	}

	@Test
	void floorDoesNotPileUp() {
		RetryBudget budget = budget(0.2, 10);
		this.clock.advance(Duration.ofMinutes(5));
		assertThat(withdrawAll(budget)).isEqualTo(10);
	}

	@Test
	void callsAreForgottenAfterTheTtl() {
		RetryBudget budget = budget(0.2, 0);
		deposit(budget, 1000);
		this.clock.advance(TTL.plusSeconds(1));
		assertThat(withdrawAll(budget)).isZero();
	}

	@Test
	void callsCountUntilTheTtl() {
		RetryBudget budget = budget(0.2, 0);
		deposit(budget, 100);
		this.clock.advance(TTL.minusSeconds(2));
		assertThat(withdrawAll(budget)).isBetween(19, 20);
	}

	@Test
	void peerThatFailsEverythingGetsAFifthAndTheFloorOnTop() {
		RetryBudget budget = budget(0.2, 10);
		int attempts = 0;
		int seconds = 60;
		int perSecond = 200;
		for (int call = 0; call < seconds * perSecond; call++) {
			this.clock.advance(Duration.ofNanos(1_000_000_000L / perSecond));
			budget.deposit();
			attempts++;
			for (int retry = 0; retry < 2 && budget.withdraw(); retry++) {
				attempts++;
			}
		}
		assertThat(attempts).isBetween((int) (1.15 * seconds * perSecond),
				(int) (1.2 * seconds * perSecond) + 10 * (seconds + 1));
	}

	private RetryBudget budget(double ratio, int floor) {
		return new RetryBudget(new RetryProperties.Budget(ratio, floor, TTL), this.clock.time());
	}

	private static void deposit(RetryBudget budget, int calls) {
		for (int call = 0; call < calls; call++) {
			budget.deposit();
		}
	}

	private static int withdrawAll(RetryBudget budget) {
		int retries = 0;
		while (budget.withdraw()) {
			retries++;
		}
		return retries;
	}

}
