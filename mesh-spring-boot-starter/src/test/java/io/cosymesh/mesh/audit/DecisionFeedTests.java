package io.cosymesh.mesh.audit;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class DecisionFeedTests {

	private final DecisionFeed feed = new DecisionFeed();

	@Test
	void everyWatcherSeesEveryDecisionFromThenOn() {
		this.feed.decided(Decided.denied("/before"));
		List<String> one = new ArrayList<>();
		List<String> two = new ArrayList<>();
		this.feed.watch().subscribe((decided) -> one.add(pathOf(decided)));
		this.feed.decided(Decided.denied("/first"));
		this.feed.watch().subscribe((decided) -> two.add(pathOf(decided)));
		this.feed.decided(Decided.denied("/second"));
		assertThat(one).containsExactly("/first", "/second");
		assertThat(two).containsExactly("/second");
	}

	@Test
	void watcherThatLeavesIsForgotten() {
		StepVerifier.create(this.feed.watch().map(DecisionFeedTests::pathOf))
			.then(() -> this.feed.decided(Decided.denied("/one")))
			.expectNext("/one")
			.thenCancel()
			.verify();
		assertThat(this.feed.watchers()).isZero();
	}

	@Test
	void watcherThatCannotKeepUpMissesTheOldestAndHoldsNobodyUp() {
		StepVerifier.create(this.feed.watch().map(DecisionFeedTests::pathOf), 0).then(() -> {
			for (int i = 0; i < DecisionFeed.BACKLOG + 10; i++) {
				this.feed.decided(Decided.denied("/" + i));
			}
		}).thenRequest(1).expectNext("/10").thenCancel().verify();
	}

	private static String pathOf(DecidedRequest decided) {
		return decided.decision().request().loggedPath();
	}

}
