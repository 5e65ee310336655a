package io.cosymesh.webui.page;

import java.time.Duration;

import org.springframework.http.HttpHeaders;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.web.server.header.CrossOriginOpenerPolicyServerHttpHeadersWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.server.header.CrossOriginResourcePolicyServerHttpHeadersWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter.Mode;

/**
 * The headers that confine the page to its own origin and its own devices.
 */
public final class BrowserHeaders implements Customizer<HeaderSpec> {

	private static final String CONTENT_POLICY = "Content-Security-Policy";

	private final String contentPolicy;

	BrowserHeaders(PageFile page) {
		this.contentPolicy = policy("script-src 'self' " + page.importMapSource());
	}

	/**
	 * Confines the one document that shows Swagger UI, whose style sheet holds its own
	 * pictures; set before, it stays.
	 */
	static void confineApiDocs(HttpHeaders headers) {
		headers.set(CONTENT_POLICY, policy("img-src 'self' data:"));
	}

	private static String policy(String more) {
		return String.join("; ", "default-src 'self'", more, "object-src 'none'", "base-uri 'none'",
				"form-action 'self'", "frame-ancestors 'none'");
	}

	@Override
	public void customize(HeaderSpec headers) {
		headers.contentSecurityPolicy((policy) -> policy.policyDirectives(this.contentPolicy))
			.hsts((hsts) -> hsts.maxAge(Duration.ofDays(365)).includeSubdomains(false))
			.frameOptions((frames) -> frames.mode(Mode.DENY))
			.referrerPolicy((referrer) -> referrer.policy(ReferrerPolicy.NO_REFERRER))
			.permissionsPolicy((permissions) -> permissions
				.policy("microphone=(self), camera=(), geolocation=(), payment=(), usb=(), display-capture=()"))
			.crossOriginOpenerPolicy((opener) -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
			.crossOriginResourcePolicy((resource) -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
	}

}
