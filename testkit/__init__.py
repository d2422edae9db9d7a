"""What tests share: the cast, makers, query counts and checks of the house."""
