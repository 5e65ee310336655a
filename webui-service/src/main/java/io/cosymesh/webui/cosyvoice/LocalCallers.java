package io.cosymesh.webui.cosyvoice;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;

import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets programs of this machine call CosyVoice's routes, and nothing else, with a key
 * that isn't theirs. A web page is no such program: its browser says who it is, or calls
 * this machine by a name of the page's own choosing.
 */
final class LocalCallers implements HttpHandler {

	private static final Set<String> ROUTES = Set.of("/inference_sft", "/inference_zero_shot",
			"/inference_cross_lingual", "/inference_instruct", "/inference_instruct2");

	private static final String METHOD = GrpcFilter.SERVICE + "Inference";

	/** What browsers send along, and programs don't. */
	private static final List<String> OF_BROWSERS = List.of("Origin", "Referer", "Sec-Fetch-Site", "Cookie",
			"Upgrade-Insecure-Requests");

	/** A number alone would be an address, too. */
	private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

	private final HttpHandler gateway;

	private final String key;

	LocalCallers(HttpHandler gateway, String key) {
		this.gateway = gateway;
		this.key = key;
	}

	@Override
	public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
		ProblemException refusal = refusal(request);
		if (refusal != null) {
			return refuse(refusal, response);
		}
		ServerHttpRequest known = request.mutate().headers((headers) -> headers.setBearerAuth(this.key)).build();
		return this.gateway.handle(known, response);
	}

	private static @Nullable ProblemException refusal(ServerHttpRequest request) {
		if (!isHere(request.getHeaders().getFirst(HttpHeaders.HOST))) {
			return ProblemException.of(HttpStatus.FORBIDDEN, "not-local", "Forbidden",
					"Call this port as 127.0.0.1, [::1] or localhost");
		}
		if (OF_BROWSERS.stream().anyMatch(request.getHeaders()::containsHeader)) {
			return ProblemException.of(HttpStatus.FORBIDDEN, "not-local", "Forbidden",
					"This port is for programs of this machine, not for web pages");
		}
		if (!isOffered(request.getMethod(), request.getPath().value())) {
			return ProblemException.of(HttpStatus.NOT_FOUND, "not-found", "Not Found",
					"This port has CosyVoice's /inference_ routes and its gRPC method; all else is at the gateway");
		}
		return null;
	}

	private static boolean isOffered(HttpMethod method, String path) {
		boolean isPost = method.equals(HttpMethod.POST);
		return path.equals(METHOD) ? isPost : ROUTES.contains(path) && (isPost || method.equals(HttpMethod.GET));
	}

	/**
	 * CosyVoice's client calls 0.0.0.0 unless told otherwise, which is this machine too.
	 */
	static boolean isHere(@Nullable String host) {
		return Optional.ofNullable(host)
			.map(LocalCallers::withoutPort)
			.filter((name) -> name.equalsIgnoreCase("localhost") || isLocalAddress(name))
			.isPresent();
	}

	private static String withoutPort(String host) {
		int colon = host.lastIndexOf(':');
		String name = (colon > host.lastIndexOf(']')) ? host.substring(0, colon) : host;
		return (name.startsWith("[") && name.endsWith("]")) ? name.substring(1, name.length() - 1) : name;
	}

	private static boolean isLocalAddress(String name) {
		if (!ADDRESS.matcher(name).matches()) {
			return false;
		}
		try {
			InetAddress address = InetAddress.ofLiteral(name);
			return address.isLoopbackAddress() || name.equals("0.0.0.0");
		}
		catch (IllegalArgumentException _) {
			return false;
		}
	}

	private static Mono<Void> refuse(ProblemException refusal, ServerHttpResponse response) {
		byte[] body = JsonMapper.shared()
			.writeValueAsString(Map.of("type", String.valueOf(refusal.getBody().getType()), "status",
					refusal.getStatusCode().value(), "detail", String.valueOf(refusal.getBody().getDetail())))
			.getBytes(StandardCharsets.UTF_8);
		response.setStatusCode(refusal.getStatusCode());
		response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
	}

	@Override
	public String toString() {
		return "LocalCallers[key=***]";
	}

}
