package io.cosymesh.mesh.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import org.jspecify.annotations.Nullable;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.benchmarks.CostReport.Round;
import io.cosymesh.mesh.benchmarks.Edge.Cost;
import io.cosymesh.mesh.client.PeerClients;

/**
 * Sends requests over an edge that is watched, one that isn't and one with a tap, in
 * turns in one process, and reports how they compare.
 */
public final class TelemetryCost {

	private static final int REQUESTS = 3000;

	private static final int WARM_UP = 4;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private TelemetryCost() {
	}

	/**
	 * Measures and reports.
	 * @param args where to write the report, the date, and how many rounds
	 * @throws IOException if the report can't be written
	 */
	public static void main(String[] args) throws IOException {
		TestCa ca = TestCa.create();
		Edge plain = Edge.start(ca, false);
		Edge watched = Edge.start(ca, true);
		Member operator = Member.start(ca, "operator", "cosymesh.telemetry.enabled=false",
				"cosymesh.peers.echo.url=" + watched.called().url());
		AtomicLong told = new AtomicLong();
		for (int i = 0; i < WARM_UP; i++) {
			round(plain, watched, operator, told, i);
		}
		told.set(0);
		List<Round> rounds = new ArrayList<>();
		for (int i = 0; i < Integer.parseInt(args[2]); i++) {
			rounds.add(round(plain, watched, operator, told, i));
			// Whoever loses patience keeps what there is.
			Files.writeString(Path.of(args[0]), new CostReport(rounds, REQUESTS, told.get(), args[1]).markdown());
		}
		System.exit(0);
	}

	// Whoever comes first in a round pays for what the one before left behind.
	private static Round round(Edge plain, Edge watched, Member operator, AtomicLong told, int number) {
		Cost first = plain.send(REQUESTS);
		boolean tapFirst = number % 2 == 0;
		@Nullable Cost tapped = tapFirst ? tapped(watched, operator, told) : null;
		Cost seen = watched.send(REQUESTS);
		Cost late = (tapped != null) ? tapped : tapped(watched, operator, told);
		Cost again = plain.send(REQUESTS);
		return (number % 2 == 0) ? new Round(first, seen, late, again) : new Round(again, seen, late, first);
	}

	private static Cost tapped(Edge watched, Member operator, AtomicLong told) {
		Disposable tap = operator.bean(PeerClients.class)
			.httpClient("echo")
			.get()
			.uri("/mesh/tap?route=GET%20/v1/echo/%7Bid%7D")
			.responseContent()
			.asString()
			.doOnNext((text) -> told.addAndGet(text.split("event:request", -1).length - 1))
			.subscribe();
		try {
			Mono.delay(Duration.ofMillis(200)).block(PATIENCE);
			return watched.send(REQUESTS);
		}
		finally {
			tap.dispose();
		}
	}

}
