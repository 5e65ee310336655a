package io.cosymesh.mesh.policy;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A rule as it is written down, not yet checked.
 *
 * @param name what logs and metrics call the rule
 * @param mode the rule's own mode, the service's by default
 * @param routes method, or {@code *} for any, and path pattern, such as {@code GET
 * /v1/voices/{id}}
 * @param allow callers: a service account of the same namespace, a whole SPIFFE ID, a
 * namespace of the own trust domain as {@code spiffe://<trust-domain>/ns/<namespace>/*},
 * or {@code *} for any member of the own trust domain; a workload of another trust domain
 * only by its whole SPIFFE ID, and only while that trust domain's bundle is known
 * @param anonymous whether callers without an SVID may use the routes, too, on the
 * anonymous listener
 */
record RuleText(@DefaultValue("") String name, @Nullable PolicyMode mode, @DefaultValue List<String> routes,
		@DefaultValue List<String> allow, @DefaultValue("false") boolean anonymous) {
}
