package io.cosymesh.mesh.policy;

import java.util.List;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A policy as it is written down, not yet checked.
 *
 * @param mode what becomes of requests that no rule allows
 * @param rules what is allowed
 */
record PolicyText(@DefaultValue("enforce") PolicyMode mode, @DefaultValue List<RuleText> rules) {

	PolicyText {
		rules = List.copyOf(rules);
	}

}
