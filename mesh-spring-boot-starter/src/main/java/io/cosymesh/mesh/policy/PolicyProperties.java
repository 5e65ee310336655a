package io.cosymesh.mesh.policy;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration properties of who may call what.
 *
 * @param mode whether denials are enforced or only logged
 * @param rules what is allowed; everything else is denied
 */
@Validated
@ConfigurationProperties("cosymesh.policy")
record PolicyProperties(@NotNull @DefaultValue("enforce") PolicyMode mode, @DefaultValue List<@Valid Rule> rules) {

	/**
	 * Configuration properties of one rule.
	 *
	 * @param name what logs call the rule
	 * @param routes method and path pattern, such as {@code GET /v1/voices/{id}}
	 * @param allow callers: a service account of the same namespace, a whole SPIFFE ID, a
	 * namespace of the own trust domain as
	 * {@code spiffe://<trust-domain>/ns/<namespace>/*}, or {@code *} for any member of
	 * the own trust domain; a workload of another trust domain only by its whole SPIFFE
	 * ID, and only while that trust domain's bundle is known
	 * @param anonymous whether callers without an SVID may use the routes, too, on the
	 * anonymous listener
	 */
	record Rule(@NotBlank String name, @NotEmpty List<String> routes, @DefaultValue List<String> allow,
			@DefaultValue("false") boolean anonymous) {
	}

}
