/**
 * Trust between trust domains: takes in the bundles of foreign ones and hands them out
 * beside the own. Bundles of different trust domains are never merged, and nothing about
 * a foreign trust domain is ever inferred: its name, the URL and how the endpoint proves
 * itself are all configured.
 */
@NullMarked
package io.cosymesh.ca.federation;

import org.jspecify.annotations.NullMarked;
