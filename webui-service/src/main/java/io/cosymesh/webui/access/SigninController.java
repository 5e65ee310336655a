package io.cosymesh.webui.access;

import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;

import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Mono;

/**
 * Signs people in and out. Taking only JSON keeps other sites' forms from signing anybody
 * in.
 */
@RestController
@RequestMapping("/session")
class SigninController {

	private static final Logger log = LoggerFactory.getLogger(SigninController.class);

	private final AccessProperties properties;

	private final SecretFingerprint password;

	private final SigninThrottle throttle;

	private final ServerSecurityContextRepository sessions;

	SigninController(AccessProperties properties, SecretFingerprint password, SigninThrottle throttle,
			ServerSecurityContextRepository sessions) {
		this.properties = properties;
		this.password = password;
		this.throttle = throttle;
		this.sessions = sessions;
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.NO_CONTENT)
	Mono<Void> signIn(@RequestBody Credentials credentials, ServerWebExchange exchange) {
		String address = addressOf(exchange);
		Duration wait = this.throttle.attempt(address);
		if (wait.isPositive()) {
			log.info("event=signin-throttled address={} waitSeconds={}", address, wait.toSeconds());
			return Mono.error(throttled(wait));
		}
		if (!isRight(credentials)) {
			log.info("event=signin-refused address={}", address);
			return Mono.error(ProblemException.of(HttpStatus.UNAUTHORIZED, "wrong-credentials", "Unauthorized",
					"The user name or the password is wrong"));
		}
		this.throttle.succeeded(address);
		log.info("event=signed-in user={} address={}", this.properties.user(), address);
		return begin(exchange);
	}

	@GetMapping
	Mono<Session> session(Authentication authentication,
			@RequestAttribute(CsrfTokens.ATTRIBUTE) Mono<CsrfToken> token) {
		return token
			.map((csrf) -> new Session(authentication.getName(), new Csrf(csrf.getHeaderName(), csrf.getToken())));
	}

	@DeleteMapping
	@ResponseStatus(HttpStatus.NO_CONTENT)
	Mono<Void> signOut(ServerWebExchange exchange) {
		return exchange.getSession().flatMap(WebSession::invalidate);
	}

	private Mono<Void> begin(ServerWebExchange exchange) {
		Authentication person = UsernamePasswordAuthenticationToken.authenticated(this.properties.user(), null,
				AuthorityUtils.createAuthorityList(Authorities.PERSON));
		return exchange.getSession()
			.flatMap(WebSession::changeSessionId)
			.then(this.sessions.save(exchange, new SecurityContextImpl(person)));
	}

	private boolean isRight(Credentials credentials) {
		boolean rightUser = MessageDigest.isEqual(bytes(this.properties.user()), bytes(credentials.username()));
		boolean rightPassword = this.password.matches(Objects.requireNonNullElse(credentials.password(), ""));
		return rightUser && rightPassword;
	}

	private static byte[] bytes(@Nullable String text) {
		return Objects.requireNonNullElse(text, "").getBytes(StandardCharsets.UTF_8);
	}

	private static String addressOf(ServerWebExchange exchange) {
		InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
		return (remote != null && remote.getAddress() != null) ? remote.getAddress().getHostAddress() : "unknown";
	}

	private static ProblemException throttled(Duration wait) {
		Duration rounded = wait.plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
		return ProblemException
			.of(HttpStatus.TOO_MANY_REQUESTS, "signin-throttled", "Too many attempts",
					"Too many wrong passwords; try again in %d seconds".formatted(rounded.toSeconds()))
			.withRetryAfter(rounded);
	}

	record Credentials(@Nullable String username, @Nullable String password) {

		@Override
		public String toString() {
			return "Credentials[***]";
		}

	}

	record Session(String user, Csrf csrf) {
	}

	record Csrf(String header, String token) {

		@Override
		public String toString() {
			return "Csrf[***]";
		}

	}

}
