package io.cosymesh.inference.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.cosymesh.contracts.inference.EngineDescription;
import org.jspecify.annotations.Nullable;

/**
 * The engines there are, in the order they are preferred. Whoever names one gets it or an
 * error; everybody else gets the first that works.
 */
public final class EngineChoice {

	private final Map<String, Engines> engines;

	/**
	 * Takes the engines.
	 * @param engines engines by name in order of preference, at least one
	 */
	public EngineChoice(Map<String, Engines> engines) {
		if (engines.isEmpty()) {
			throw new IllegalArgumentException("There must be an engine");
		}
		this.engines = new LinkedHashMap<>(engines);
	}

	/**
	 * Describes the engine that gets the next order.
	 * @return its description
	 */
	public EngineDescription describe() {
		return preferred().describe();
	}

	/**
	 * Chooses who makes a speech.
	 * @param order what to say and how
	 * @param name the engine asked for, or nothing
	 * @return the choice
	 * @throws RefusedOrderException if there is no such engine
	 */
	public ChosenEngine choose(SpeechOrder order, @Nullable String name) throws RefusedOrderException {
		if (name == null || name.isBlank()) {
			return new ChosenEngine(order, new ArrayList<>(this.engines.values()));
		}
		Engines named = this.engines.get(name.strip());
		if (named == null) {
			throw new RefusedOrderException("engine", "engine-unknown",
					"There is no such engine here; leave it out or give one of "
							+ String.join(", ", this.engines.keySet()));
		}
		return new ChosenEngine(order, List.of(named));
	}

	/**
	 * Has the preferred engine make a word for timing.
	 * @return the speech, to be closed by the caller
	 * @throws SpeechException if it can't be made
	 */
	public Speech probe() throws SpeechException {
		return preferred().probe();
	}

	/**
	 * Loads all engines anew.
	 * @return description of the engine that gets the next order
	 * @throws SpeechException if a new engine doesn't work; its old one stays
	 */
	public EngineDescription reload() throws SpeechException {
		for (Engines each : this.engines.values()) {
			each.reload();
		}
		return describe();
	}

	/**
	 * Tells what is wrong.
	 * @return reasons by name of the engine that can't work at present
	 */
	public Map<String, String> troubles() {
		Map<String, String> troubles = new LinkedHashMap<>();
		this.engines.forEach((name, each) -> each.trouble().ifPresent((reason) -> troubles.put(name, reason)));
		return troubles;
	}

	/**
	 * Tells whether any engine can take an order.
	 * @return whether one works
	 */
	public boolean works() {
		return this.engines.values().stream().anyMatch((each) -> each.trouble().isEmpty());
	}

	private Engines preferred() {
		Optional<Engines> working = this.engines.values()
			.stream()
			.filter((each) -> each.trouble().isEmpty())
			.findFirst();
		return working.orElseGet(() -> this.engines.values().iterator().next());
	}

}
