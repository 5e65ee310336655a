package io.cosymesh.mesh.policy;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.cosymesh.mesh.startup.MeshConfigurationException;

import org.springframework.core.env.EnumerablePropertySource;

/**
 * The keys a policy file may have, spelled and typed as its JSON schema wants them.
 * Relaxed binding would take {@code Rules} and a list written as text as well, and
 * editors would then warn of what works.
 */
enum PolicyKeys {

	RULES("rules", "a list; '[]' allows nobody anything", ""::equals),

	MODE("(?:rules\\[\\d+]\\.)?mode", "'enforce' or 'audit'", modes()::contains),

	TEXT("rules\\[\\d+]\\.(?:name|routes\\[\\d+]|allow\\[\\d+])", "text", String.class::isInstance),

	LIST("rules\\[\\d+]\\.(?:routes|allow)", "a list with at least one entry", (_) -> false),

	FLAG("rules\\[\\d+]\\.anonymous", "'true' or 'false'", Boolean.class::isInstance);

	private static final Pattern RULE = Pattern.compile("(rules\\[(\\d{1,6})])(?:\\.(.+))?");

	private final Pattern key;

	private final String form;

	private final Predicate<Object> accepts;

	PolicyKeys(String key, String form, Predicate<Object> accepts) {
		this.key = Pattern.compile(key);
		this.form = form;
		this.accepts = accepts;
	}

	static void check(EnumerablePropertySource<?> source) {
		// An empty mapping has one property without a name.
		List<String> keys = Stream.of(source.getPropertyNames()).filter(Objects::nonNull).toList();
		for (String key : keys) {
			PolicyKeys known = Stream.of(values())
				.filter((candidate) -> candidate.key.matcher(key).matches())
				.findFirst()
				.orElseThrow(() -> refused(source, key, "is no key of a policy",
						"Remove or correct it: a policy has mode and rules, a rule has name, mode, routes, allow"
								+ " and anonymous"));
			if (!known.accepts.test(source.getProperty(key))) {
				throw refused(source, key, "must be " + known.form, "Correct it");
			}
		}
		if (keys.stream().noneMatch((key) -> key.startsWith("rules"))) {
			throw PolicyYaml.refused("it has no 'rules'", "Add them; 'rules: []' allows nobody anything");
		}
	}

	private static MeshConfigurationException refused(EnumerablePropertySource<?> source, String key, String problem,
			String action) {
		Matcher rule = RULE.matcher(key);
		if (!rule.matches()) {
			return PolicyYaml.refused("'%s' %s".formatted(key, problem), action);
		}
		Object name = source.getProperty(rule.group(1) + ".name");
		String which = (name != null) ? "'" + name + "'" : "number " + (Integer.parseInt(rule.group(2)) + 1);
		String part = Objects.requireNonNullElse(rule.group(3), key);
		return PolicyYaml.refused("rule %s: '%s' %s".formatted(which, part, problem), action);
	}

	private static Set<String> modes() {
		return Stream.of(PolicyMode.values()).map(PolicyMode::code).collect(Collectors.toUnmodifiableSet());
	}

}
