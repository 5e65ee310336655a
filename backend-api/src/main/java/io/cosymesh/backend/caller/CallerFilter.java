package io.cosymesh.backend.caller;

import java.security.Principal;
import java.util.List;
import java.util.Optional;

import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.Authentication;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import io.cosymesh.identity.caller.Call;
import io.cosymesh.identity.caller.CallerTokenRefusal;
import io.cosymesh.identity.caller.CallerTokenRefusedException;
import io.cosymesh.identity.caller.CallerTokenVerifier;
import io.cosymesh.identity.caller.VouchedCaller;
import io.cosymesh.mesh.peer.MeshPeer;
import io.cosymesh.mesh.problem.ProblemException;

/**
 * Finds out for whom the gateway asks. Whatever it passes on has to carry its signed
 * word; nobody else's word counts, so nobody else may bring one.
 */
final class CallerFilter implements WebFilter, Ordered {

	/** Header with the gateway's word: who is calling, in a signed token. */
	static final String HEADER = "X-CosyMesh-Caller";

	private static final Logger log = LoggerFactory.getLogger(CallerFilter.class);

	private final CallerTokenVerifier verifier;

	private final SpiffeId self;

	private final SpiffeId gateway;

	CallerFilter(CallerTokenVerifier verifier, SpiffeId self, SpiffeId gateway) {
		this.verifier = verifier;
		this.self = self;
		this.gateway = gateway;
	}

	// After the peer has been identified and the policy has let it through.
	@Override
	public int getOrder() {
		return 0;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return exchange.getPrincipal()
			.map(CallerFilter::peer)
			.defaultIfEmpty(Optional.empty())
			.flatMap((peer) -> findOut(exchange, peer.orElse(null)))
			.then(chain.filter(exchange));
	}

	private Mono<Void> findOut(ServerWebExchange exchange, @Nullable SpiffeId peer) {
		return Mono.fromRunnable(() -> {
			List<String> tokens = exchange.getRequest().getHeaders().getOrEmpty(HEADER);
			if (tokens.isEmpty() && (!this.gateway.equals(peer) || isOfTheMesh(exchange.getRequest()))) {
				return;
			}
			origin(exchange.getRequest(), peer, tokens).remember(exchange);
		});
	}

	private Origin origin(ServerHttpRequest request, @Nullable SpiffeId peer, List<String> tokens) {
		try {
			if (peer == null || !this.gateway.equals(peer)) {
				throw new CallerTokenRefusedException(CallerTokenRefusal.WRONG_SIGNER, "this peer vouches for nobody");
			}
			VouchedCaller caller = this.verifier.verify((tokens.size() == 1) ? tokens.getFirst() : null, peer,
					Call.of(this.self, request.getMethod().name(), request.getURI()));
			return new Origin(new Caller(caller.tenant(), caller.name()), caller.address());
		}
		catch (CallerTokenRefusedException ex) {
			log.warn("event=caller-refused reason={} peer={}", ex.refusal().code(), peer);
			throw ProblemException.of(HttpStatus.FORBIDDEN, "caller-refused", "Forbidden",
					"Nobody that this service believes says who is calling");
		}
	}

	// What the gateway asks there it asks for itself.
	private static boolean isOfTheMesh(ServerHttpRequest request) {
		return request.getPath().pathWithinApplication().value().startsWith("/mesh/");
	}

	private static Optional<SpiffeId> peer(Principal principal) {
		return (principal instanceof Authentication authentication
				&& authentication.getPrincipal() instanceof MeshPeer peer) ? Optional.of(peer.id()) : Optional.empty();
	}

}
