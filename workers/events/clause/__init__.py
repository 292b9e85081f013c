"""What does the clause around a trigger say: its voice, negation, subject, mood and modality?

The words are in `data/grammar.yaml`; relations of the parser and auxiliaries stand in the code.
`syntax` has the walks over the parse that all other modules share.
"""
