package io.cosymesh.webui.page;

import java.time.Duration;

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

	private final String contentPolicy;

	BrowserHeaders(PageFile page) {
		this.contentPolicy = String.join("; ", "default-src 'self'", "script-src 'self' " + page.importMapSource(),
				"object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'");
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
