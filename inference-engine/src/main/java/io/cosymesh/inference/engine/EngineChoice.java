package io.cosymesh.inference.engine;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.cosymesh.contracts.inference.EngineDescription;
import io.cosymesh.contracts.inference.EngineListing;
import io.cosymesh.contracts.inference.EngineStatus;
import org.jspecify.annotations.Nullable;

/**
 * The engines there are, in the order they are preferred. Whoever names one gets it or an
 * error; everybody else gets the first that works.
 */
public final class EngineChoice {

	private final Map<String, EngineDesk> desks = new LinkedHashMap<>();

	/**
	 * Takes the engines.
	 * @param engines engines by name in order of preference, at least one
	 * @param limits tells how much each takes on
	 * @param clock tells how long a listener hasn't listened
	 */
	public EngineChoice(Map<String, Engines> engines, Function<EngineProfile, AdmissionLimits> limits,
			InstantSource clock) {
		if (engines.isEmpty()) {
			throw new IllegalArgumentException("There must be an engine");
		}
		engines
			.forEach((name, each) -> this.desks.put(name, new EngineDesk(each, limits.apply(each.profile()), clock)));
	}

	/**
	 * Describes the engine that gets the next order.
	 * @return its description
	 */
	public EngineDescription describe() {
		return preferred().describe();
	}

	/**
	 * Lists the engines in order of preference.
	 * @return what each is, can do, and how busy it is
	 */
	public EngineListing list() {
		List<EngineStatus> statuses = new ArrayList<>();
		for (EngineDesk desk : this.desks.values()) {
			statuses.add(desk.status(statuses.size() + 1));
		}
		return new EngineListing(statuses);
	}

	/**
	 * Counts the speeches that are open.
	 * @return their number, at all engines
	 */
	public int openSpeeches() {
		return this.desks.values().stream().mapToInt((desk) -> desk.admission().load().running()).sum();
	}

	/**
	 * Counts the orders that wait for one of them to end.
	 * @return their number, at all engines
	 */
	public int waitingOrders() {
		return this.desks.values().stream().mapToInt((desk) -> desk.admission().load().queued()).sum();
	}

	/**
	 * Gives up the speeches whose listeners are gone without saying so.
	 */
	public void closeIdle() {
		this.desks.values().forEach((desk) -> desk.admission().closeIdle());
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
			return new ChosenEngine(order, List.copyOf(this.desks.values()));
		}
		EngineDesk named = this.desks.get(name.strip());
		if (named == null) {
			throw new RefusedOrderException("engine", "engine-unknown",
					"There is no such engine here; leave it out or give one of "
							+ String.join(", ", this.desks.keySet()));
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
		for (EngineDesk each : this.desks.values()) {
			each.engines().reload();
		}
		return describe();
	}

	/**
	 * Tells what is wrong.
	 * @return reasons by name of the engine that can't work at present
	 */
	public Map<String, String> troubles() {
		Map<String, String> troubles = new LinkedHashMap<>();
		this.desks.forEach((name, each) -> each.engines().trouble().ifPresent((reason) -> troubles.put(name, reason)));
		return troubles;
	}

	/**
	 * Tells whether any engine can take an order.
	 * @return whether one works
	 */
	public boolean works() {
		return this.desks.values().stream().anyMatch((each) -> each.engines().trouble().isEmpty());
	}

	private Engines preferred() {
		List<Engines> all = this.desks.values().stream().map(EngineDesk::engines).toList();
		return all.stream().filter((each) -> each.trouble().isEmpty()).findFirst().orElseGet(all::getFirst);
	}

}
