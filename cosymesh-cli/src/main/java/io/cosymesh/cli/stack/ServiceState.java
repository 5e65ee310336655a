package io.cosymesh.cli.stack;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code status}. The local stack has processes; elsewhere there are
 * instances.
 *
 * @param name the service
 * @param pid its process, if it is one of this machine
 * @param port where it listens
 * @param state what it is up to
 * @param spiffeId who it is, as it says itself
 * @param expiresAt when its SVID ends
 * @param instance the container or the pods it runs as, {@code null} for a process
 * @param ready how many of its instances are ready, such as 2/3, {@code null} for a
 * process
 * @param restarts how often they were restarted, {@code null} where nobody counts
 * @param reason why it isn't running, {@code null} if it is or nobody knows
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ServiceState(String name, @Nullable Long pid, int port, State state, @Nullable String spiffeId,
		@Nullable String expiresAt, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String instance,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String ready,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer restarts,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {

	/**
	 * Creates the state of one instance of a service.
	 * @param service the service
	 * @param port where it listens
	 * @param state what it is up to
	 * @param readiness what it says of itself
	 * @param instance a container or a pod, {@code null} if there is none
	 * @param restarts how often it was restarted, {@code null} where nobody counts
	 * @param reason why it isn't running, {@code null} if it is or nobody knows
	 * @return the state
	 */
	public static ServiceState of(MeshService service, int port, State state, Readiness readiness,
			@Nullable String instance, @Nullable Integer restarts, @Nullable String reason) {
		return new ServiceState(service.serviceAccount(), null, port, state, readiness.spiffeId(),
				readiness.expiresAt(), instance, (state == State.RUNNING) ? "1/1" : "0/1", restarts, reason);
	}

	/**
	 * Creates the state of a service that is a process of this machine.
	 * @param name the service
	 * @param pid its process, if it has one
	 * @param port where it listens
	 * @param state what it is up to
	 * @param spiffeId who it is, as it says itself
	 * @param expiresAt when its SVID ends
	 */
	public ServiceState(String name, @Nullable Long pid, int port, State state, @Nullable String spiffeId,
			@Nullable String expiresAt) {
		this(name, pid, port, state, spiffeId, expiresAt, null, null, null, null);
	}

	/**
	 * Sums up all instances of each service.
	 * @param reports what is known of the instances
	 * @return one state for each service
	 */
	public static List<ServiceState> of(List<ServiceReport> reports) {
		Map<MeshService, List<ServiceState>> services = reports.stream()
			.collect(Collectors.groupingBy(ServiceReport::service, () -> new EnumMap<>(MeshService.class),
					Collectors.mapping(ServiceReport::state, Collectors.toList())));
		return services.values().stream().map(ServiceState::sum).toList();
	}

	private static ServiceState sum(List<ServiceState> instances) {
		ServiceState first = instances.getFirst();
		if (instances.size() == 1 && first.ready == null) {
			return first;
		}
		long running = instances.stream().filter((each) -> each.state == State.RUNNING).count();
		return new ServiceState(first.name, null, first.port, worst(instances),
				instances.stream().map(ServiceState::spiffeId).filter(Objects::nonNull).findFirst().orElse(null),
				instances.stream()
					.map(ServiceState::expiresAt)
					.filter(Objects::nonNull)
					.sorted()
					.findFirst()
					.orElse(null),
				joined(instances, ServiceState::instance), "%d/%d".formatted(running, instances.size()),
				instances.stream()
					.map(ServiceState::restarts)
					.filter(Objects::nonNull)
					.reduce(Integer::sum)
					.orElse(null),
				joined(instances, ServiceState::reason));
	}

	private static State worst(List<ServiceState> instances) {
		List<State> states = instances.stream().map(ServiceState::state).toList();
		if (states.stream().allMatch((state) -> state == State.RUNNING)) {
			return State.RUNNING;
		}
		return states.stream()
			.filter((state) -> state != State.RUNNING)
			.min(Comparator.naturalOrder())
			.filter((state) -> state != State.STOPPED || !states.contains(State.RUNNING))
			.orElse(State.UNHEALTHY);
	}

	private static @Nullable String joined(List<ServiceState> instances,
			Function<ServiceState, @Nullable String> part) {
		String all = instances.stream().map(part).filter(Objects::nonNull).collect(Collectors.joining(", "));
		return all.isEmpty() ? null : all;
	}

	/**
	 * What a service is up to.
	 */
	public enum State {

		/** Takes work. */
		RUNNING,

		/** Was never ready since its process began. */
		STARTING,

		/** Has a process, and doesn't take work. */
		UNHEALTHY,

		/** Has no process. */
		STOPPED;

		/**
		 * Returns the word that people and scripts read.
		 * @return the name in lower case
		 */
		@JsonValue
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
