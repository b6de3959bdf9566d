"""Rule packs: their shape, loading, versions, checks and the compiled rule set.

Import from the modules: ``discovery`` (find_pack, installed_packs), ``loader`` (load_pack), ``rule``
(Rule, Pack), ``ruleset`` (load_rules, activate), ``testing`` (check_pack).
"""
