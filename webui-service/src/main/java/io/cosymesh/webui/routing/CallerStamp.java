package io.cosymesh.webui.routing;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

import io.spiffe.spiffeid.SpiffeId;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

import io.cosymesh.identity.caller.Call;
import io.cosymesh.identity.caller.CallerTokenSigner;
import io.cosymesh.identity.caller.VouchedCaller;
import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.Scope;

/**
 * Tells backend-api who is calling, in a token that this gateway alone can make.
 */
public final class CallerStamp {

	private final CallerTokenSigner signer;

	private final SpiffeId backend;

	CallerStamp(CallerTokenSigner signer, SpiffeId backend) {
		this.signer = signer;
		this.backend = backend;
	}

	/**
	 * Names a caller in the headers of a request to backend-api, in place of whatever
	 * they said before.
	 * @param headers the headers
	 * @param caller who asks
	 * @param method the method of that very request
	 * @param url its URL
	 */
	public void stamp(HttpHeaders headers, VouchedCaller caller, HttpMethod method, URI url) {
		headers.set(OutsideHeaders.CALLER, this.signer.sign(caller, Call.of(this.backend, method.name(), url)));
	}

	/**
	 * Says for whom a request came in.
	 * @param account who sent it
	 * @param request the request as it came in
	 * @return the caller to vouch for
	 */
	public static VouchedCaller caller(Account account, ServerHttpRequest request) {
		return new VouchedCaller(account.tenant(), account.name(), Set.copyOf(Scope.words(account.scopes())),
				address(request).orElse(null));
	}

	// Of the connection itself: what a client or a proxy writes of itself isn't known to
	// be true.
	private static Optional<String> address(ServerHttpRequest request) {
		return Optional.ofNullable(request.getRemoteAddress())
			.map(InetSocketAddress::getAddress)
			.map(InetAddress::getHostAddress);
	}

}
