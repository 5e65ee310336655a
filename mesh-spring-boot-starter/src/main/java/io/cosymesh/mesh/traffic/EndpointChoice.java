package io.cosymesh.mesh.traffic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Chooses the address for a request: the cheaper of two that were drawn, which spreads
 * load as well as looking at all of them and never sends everybody to the best one.
 */
final class EndpointChoice {

	private final RandomGenerator random;

	EndpointChoice(RandomGenerator random) {
		this.random = random;
	}

	/**
	 * Chooses one that permits a request.
	 * @param endpoints all there are
	 * @param tried those that failed the request before, taken only if there are no
	 * others
	 * @return the choice, empty if none permits it
	 */
	Optional<Endpoint> of(List<Endpoint> endpoints, Collection<Endpoint> tried) {
		List<Endpoint> fresh = endpoints.stream().filter((endpoint) -> !tried.contains(endpoint)).toList();
		return draw(fresh, EndpointChoice::permits).or(() -> draw(endpoints, EndpointChoice::permits))
			.or(() -> draw(fresh, EndpointChoice::permitsAttempt))
			.or(() -> draw(endpoints, EndpointChoice::permitsAttempt));
	}

	private Optional<Endpoint> draw(List<Endpoint> endpoints, Predicate<Endpoint> permits) {
		List<Endpoint> left = new ArrayList<>(endpoints);
		while (!left.isEmpty()) {
			Endpoint cheaper = cheaperOfTwo(left);
			if (permits.test(cheaper)) {
				return Optional.of(cheaper);
			}
			left.remove(cheaper);
		}
		return Optional.empty();
	}

	private Endpoint cheaperOfTwo(List<Endpoint> endpoints) {
		if (endpoints.size() == 1) {
			return endpoints.getFirst();
		}
		int first = this.random.nextInt(endpoints.size());
		int second = (first + 1 + this.random.nextInt(endpoints.size() - 1)) % endpoints.size();
		Endpoint one = endpoints.get(first);
		Endpoint other = endpoints.get(second);
		return (one.cost() <= other.cost()) ? one : other;
	}

	private static boolean permits(Endpoint endpoint) {
		return endpoint.breaker().permits();
	}

	private static boolean permitsAttempt(Endpoint endpoint) {
		return endpoint.breaker().permitsAttempt();
	}

}
