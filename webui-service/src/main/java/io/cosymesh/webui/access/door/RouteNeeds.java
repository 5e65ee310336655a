package io.cosymesh.webui.access.door;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import io.cosymesh.webui.access.Scope;

/**
 * Which route asks for what. The first that matches counts; whatever isn't named asks for
 * somebody who is known.
 */
final class RouteNeeds {

	private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

	private static final Need SPEECH = new Need.OneOf(EnumSet.of(Scope.SPEECH));

	private static final Need VOICES = new Need.OneOf(EnumSet.of(Scope.VOICES));

	private static final Need EITHER = new Need.OneOf(EnumSet.of(Scope.SPEECH, Scope.VOICES));

	private static final Need ADMIN = new Need.OneOf(EnumSet.of(Scope.ADMIN));

	private static final Need OWN_OR_ADMIN = new Need.ScopeOrPerson(Scope.ADMIN);

	private static final Need SESSION = new Need.Session();

	private static final List<Rule> RULES = List.of(rule("/session", SESSION),
			rule("/api/v1/users/me/password", SESSION), rule("/api/v1/keys/**", OWN_OR_ADMIN),
			rule("/api/v1/users/**", ADMIN), rule("/api/v1/audit/**", ADMIN), rule("/api/v1/snapshots/**", ADMIN),
			rule("/api/v1/mesh/**", ADMIN), rule("/mesh/**", ADMIN),
			new Rule(pattern("/v1/audio/voices/**"), EITHER, VOICES), rule("/v1/audio/voice_consents/**", VOICES),
			new Rule(pattern("/api/v1/voices/**"), EITHER, VOICES), rule("/api/**", SPEECH), rule("/v1/**", SPEECH),
			rule("/inference_*/**", SPEECH), rule("/cosyvoice.CosyVoice/**", SPEECH));

	private static final Need ANYBODY = new Need.Anybody();

	private RouteNeeds() {
	}

	static Need of(ServerHttpRequest request) {
		PathContainer path = request.getPath().pathWithinApplication();
		boolean reading = READING.contains(request.getMethod());
		return RULES.stream()
			.filter((rule) -> rule.pattern().matches(path))
			.findFirst()
			.map((rule) -> reading ? rule.toRead() : rule.toChange())
			.orElse(ANYBODY);
	}

	private static Rule rule(String pattern, Need need) {
		return new Rule(pattern(pattern), need, need);
	}

	private static PathPattern pattern(String pattern) {
		return PathPatternParser.defaultInstance.parse(pattern);
	}

	private record Rule(PathPattern pattern, Need toRead, Need toChange) {
	}

}
