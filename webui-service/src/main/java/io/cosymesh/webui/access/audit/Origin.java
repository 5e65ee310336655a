package io.cosymesh.webui.access.audit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.mesh.problem.RequestId;
import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.SignedIn;

import reactor.core.publisher.Mono;

/**
 * Who asked for something, and from where.
 *
 * @param tenant tenant of who asked
 * @param actor name of who asked
 * @param proof how that was proved
 * @param address address of the connection
 * @param requestId id of the request
 */
public record Origin(String tenant, String actor, String proof, String address, @Nullable String requestId) {

	private static final String NOBODY = "-";

	/**
	 * Returns the origin of a request whose sender is known.
	 * @param exchange the request
	 * @return its origin, or the one of a stranger
	 */
	public static Mono<Origin> of(ServerWebExchange exchange) {
		return exchange.getPrincipal()
			.ofType(SignedIn.class)
			.map((sender) -> of(exchange, sender))
			.defaultIfEmpty(stranger(exchange));
	}

	/**
	 * Returns the origin of a request.
	 * @param exchange the request
	 * @param sender who sent it
	 * @return its origin
	 */
	public static Origin of(ServerWebExchange exchange, SignedIn sender) {
		return new Origin(sender.account().tenant(), sender.account().name(), sender.reference(), addressOf(exchange),
				requestIdOf(exchange));
	}

	/**
	 * Returns the origin of a request whose sender is about to prove who it is.
	 * @param exchange the request
	 * @param account who it says it is, once that is known to exist
	 * @param proof how it is proved
	 * @return its origin
	 */
	public static Origin of(ServerWebExchange exchange, Account account, String proof) {
		return new Origin(account.tenant(), account.name(), proof, addressOf(exchange), requestIdOf(exchange));
	}

	/**
	 * Returns the origin of a request that comes from nobody known.
	 * @param exchange the request
	 * @return its origin
	 */
	public static Origin stranger(ServerWebExchange exchange) {
		return new Origin(Account.DEFAULT_TENANT, NOBODY, "none", addressOf(exchange), requestIdOf(exchange));
	}

	/**
	 * Returns the origin of what the gateway does by itself.
	 * @return its origin
	 */
	public static Origin gateway() {
		return new Origin(Account.DEFAULT_TENANT, "webui-service", "none", NOBODY, null);
	}

	/**
	 * Returns the address a connection comes from: whatever a client or a proxy writes of
	 * itself isn't known to be true.
	 * @param exchange the request
	 * @return an IP address
	 */
	public static String addressOf(ServerWebExchange exchange) {
		return Optional.ofNullable(exchange.getRequest().getRemoteAddress())
			.map(InetSocketAddress::getAddress)
			.map(InetAddress::getHostAddress)
			.orElse("unknown");
	}

	private static @Nullable String requestIdOf(ServerWebExchange exchange) {
		return RequestId.of(exchange).map(RequestId::value).orElse(null);
	}

	boolean isStranger() {
		return this.actor.equals(NOBODY);
	}

}
