/**
 * What stands between double braces in pack values and manifests: {@code {{ .spectro.macro.domain | upper }}}. References
 * are {@code .spectro.macro.NAME}, {@code .spectro.system.NAME}, {@code .spectro.var.NAME} and
 * {@code .spectro.pack.PACK.PATH}; they go through pipes of the functions in {@link Functions}, variables through none.
 * Braces without {@code .spectro} are the charts' own and are left alone. Also here: profiles, layers and variables as both
 * profiles and clusters read them.
 */
@NullMarked
package dev.easel.templates;

import org.jspecify.annotations.NullMarked;
