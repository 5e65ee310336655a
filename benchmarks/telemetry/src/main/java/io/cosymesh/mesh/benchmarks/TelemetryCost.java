package io.cosymesh.mesh.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.benchmarks.Edge.Cost;

/**
 * Sends requests over edges that are watched more or less, in short turns in one process,
 * and reports how they compare.
 */
public final class TelemetryCost {

	/** The compilers need that many to be done with all four edges. */
	private static final int WARM_UP = 60;

	/**
	 * Each edge rests while the others are asked, and its tap may tell 100 a second of
	 * work.
	 */
	private static final String TAP_RATE = "cosymesh.telemetry.tap.max-rate=" + 100 / Watch.values().length;

	private TelemetryCost() {
	}

	/**
	 * Measures and reports.
	 * @param args where to write the report, the date, and how many rounds
	 * @throws IOException if the report can't be written
	 */
	public static void main(String[] args) throws IOException {
		TestCa ca = TestCa.create();
		Map<Watch, Edge> edges = new EnumMap<>(Watch.class);
		for (Watch watch : Watch.values()) {
			edges.put(watch, Edge.start(ca, watch.telemetry, TAP_RATE));
		}
		Random random = new Random(1);
		Map<Answer, List<Map<Watch, Cost>>> rounds = new EnumMap<>(Answer.class);
		try (Watcher watcher = Watcher.start(ca.svid("operator"), Objects.requireNonNull(edges.get(Watch.TAPPED)))) {
			for (int i = 0; i < WARM_UP; i++) {
				for (Answer answer : Answer.values()) {
					round(edges, answer, EventLoop.find(), random);
				}
			}
			EventLoop loop = EventLoop.find();
			long before = watcher.told();
			for (int i = 0; i < Integer.parseInt(args[2]); i++) {
				for (Answer answer : Answer.values()) {
					rounds.computeIfAbsent(answer, (_) -> new ArrayList<>()).add(round(edges, answer, loop, random));
				}
			}
			long told = watcher.told() - before;
			Files.writeString(Path.of(args[0]), new CostReport(rounds, told, args[1]).markdown());
		}
		System.exit(0);
	}

	// Whoever comes first pays for what the one before left behind.
	private static Map<Watch, Cost> round(Map<Watch, Edge> edges, Answer answer, EventLoop loop, Random random) {
		List<Watch> order = new ArrayList<>(edges.keySet());
		Collections.shuffle(order, random);
		Map<Watch, Cost> round = new EnumMap<>(Watch.class);
		order.forEach((watch) -> round.put(watch, Objects.requireNonNull(edges.get(watch)).send(answer, loop)));
		return round;
	}

	/**
	 * How an edge is watched.
	 */
	enum Watch {

		/** Not at all. */
		PLAIN(false),

		/**
		 * Not at all either: what comparing with it says is what the measurement is
		 * worth.
		 */
		PLAIN_AGAIN(false),

		/** Counted and timed. */
		COUNTED(true),

		/** Counted and timed, and somebody looks on. */
		TAPPED(true);

		private final boolean telemetry;

		Watch(boolean telemetry) {
			this.telemetry = telemetry;
		}

	}

}
